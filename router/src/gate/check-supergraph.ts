import { type DocumentNode, parse, print } from 'graphql';
import type { CompositionFault } from '../composition/composition.ts';
import { type Application, readApplications } from './applications.ts';
import { fault } from './fault.ts';
import type { OwnershipBook } from './ownership-book.ts';
import type { Registration } from './registration.ts';
import { clausesOf, type RuleClause } from './rule-clauses.ts';
import { type CoordinateRules, implies, readCoordinateRules } from './rule-map.ts';
import { readSchemaParts } from './schema-parts.ts';

/** What a composition is compared with. */
export type SupergraphCheck = {
  readonly supergraphSdl: string;
  /** What is served now; null when nothing is. */
  readonly before: string | null;
  /** All that were composed. */
  readonly plugins: readonly Registration[];
  /** The candidates among them: what they own, they may tighten. */
  readonly changed: ReadonlySet<string>;
  /** The candidates with a newer version, which may also loosen it. */
  readonly upgraded: ReadonlySet<string>;
  readonly book: OwnershipBook;
};

const KEPT = ['authenticated', 'requiresScopes', 'policy', 'cost', 'listSize', 'event'];

/**
 * The gate after composition: every rule, cost and event that a plugin states is still there, and no coordinate has lost a
 * rule or was closed by somebody else than its owner. Answers the faults.
 */
export function checkSupergraph(check: SupergraphCheck): readonly CompositionFault[] {
  const after = parse(check.supergraphSdl, { noLocation: true });
  const rules = readCoordinateRules(after);
  const lost = lostDirectives(check.plugins, after, rules);
  if (lost.length > 0 || check.before === null) return lost;
  return ruleChanges(check, readCoordinateRules(parse(check.before, { noLocation: true })), rules);
}

function lostDirectives(
  plugins: readonly Registration[],
  after: DocumentNode,
  rules: CoordinateRules,
): readonly CompositionFault[] {
  const present = readApplications(readSchemaParts(after));
  const names = new Set(present.map(keyOf));
  const events = new Set(present.map(({ coordinate, directive }) => coordinate + print(directive)));
  return plugins.flatMap(({ name, parts }) => {
    const missing = readApplications(parts).filter((application) => {
      const { coordinate, directive } = application;
      if (!KEPT.includes(directive.name.value)) return false;
      if (directive.name.value === 'event') return !isThere(events, application);
      const stated = clausesOf({ directives: [directive] });
      const isWeaker = rules.has(coordinate) && !implies(rules.get(coordinate) ?? [], stated);
      return !names.has(keyOf(application)) || isWeaker;
    });
    return missing.map(({ coordinate, directive }) => {
      const message = `@${directive.name.value} of ${name} on ${coordinate} did not survive composition.`;
      return fault('DIRECTIVE_LOST', message, [coordinate]);
    });
  });
}

/** Composition prints the arguments that are given, in the order of the definition. */
function isThere(events: ReadonlySet<string>, { coordinate, directive }: Application): boolean {
  const given = (directive.arguments ?? []).map((argument) => print(argument));
  const prefix = `${coordinate}@event(`;
  return [...events].some(
    (one) => one.startsWith(prefix) && given.every((arg) => one.includes(arg)),
  );
}

function keyOf({ coordinate, directive }: Application): string {
  return `${coordinate} @${directive.name.value}`;
}

function ruleChanges(
  { changed, upgraded, book }: SupergraphCheck,
  before: CoordinateRules,
  after: CoordinateRules,
): readonly CompositionFault[] {
  /** Whoever may add to `Item` may close it: what implements it has rules of its own. */
  const isGranted = (coordinate: string, names: ReadonlySet<string>) => {
    const [type = ''] = coordinate.split('.');
    const grants = book.typeOwner(type)?.manifest.grants ?? {};
    return [...names].some((name) =>
      (grants[name] ?? []).some((granted) => granted === type || granted === coordinate),
    );
  };
  return [...before].flatMap(([coordinate, had]) => {
    const has = after.get(coordinate);
    if (!has) return [];
    const owners = [book.ownerOf(coordinate), book.typeOwner(coordinate.split('.')[0] ?? '')];
    const isOf = (names: ReadonlySet<string>) => owners.some((one) => one && names.has(one.name));
    const mayChange = (names: ReadonlySet<string>) => isOf(names) || isGranted(coordinate, names);
    if (!implies(has, had) && !mayChange(upgraded)) return [loosened(coordinate, had)];
    if (!implies(had, has) && !mayChange(changed)) return [tightened(coordinate)];
    return [];
  });
}

function loosened(coordinate: string, had: readonly RuleClause[]): CompositionFault {
  const rule = had.map(({ kind, anyOf }) => `${kind}${JSON.stringify(anyOf)}`).join(' and ');
  const message = `${coordinate} would lose a rule (${rule}). Its owner may loosen it with a higher version in its manifest.`;
  return fault('RULE_LOST', message, [coordinate]);
}

function tightened(coordinate: string): CompositionFault {
  const message = `${coordinate} would get a further rule from a plugin that does not own it.`;
  return fault('RULE_NOT_GRANTED', message, [coordinate]);
}
