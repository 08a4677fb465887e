import { type DocumentNode, isTypeDefinitionNode } from 'graphql';
import { clausesOf, type RuleClause } from './rule-clauses.ts';
import { readSchemaParts } from './schema-parts.ts';

/** The rules of a supergraph by coordinate: of types, and of fields together with those of their types. */
export type CoordinateRules = ReadonlyMap<string, readonly RuleClause[]>;

/** Reads the rules of a composed supergraph: the names are canonical, since plugins link nothing themselves. */
export function readCoordinateRules(document: DocumentNode): CoordinateRules {
  const definitions = document.definitions.filter(isTypeDefinitionNode);
  const rules = new Map<string, readonly RuleClause[]>();
  for (const part of readSchemaParts({ ...document, definitions }).values()) {
    const ofType = clausesOf(part);
    rules.set(part.name, ofType);
    for (const [name, field] of part.fields) {
      rules.set(`${part.name}.${name}`, [...ofType, ...clausesOf(field)]);
    }
  }
  return rules;
}

/** Whether whoever satisfies all of `rules` satisfies all of `least` too. */
export function implies(rules: readonly RuleClause[], least: readonly RuleClause[]): boolean {
  return least.every((needed) => rules.some((rule) => covers(rule, needed)));
}

/** Any scope needs a session; each way to satisfy the rule must be a way to satisfy what is needed. */
function covers(rule: RuleClause, needed: RuleClause): boolean {
  if (needed.kind === 'session') {
    return rule.kind === 'session' || (rule.kind === 'scopes' && rule.anyOf.every(isFilled));
  }
  if (rule.kind !== needed.kind) return false;
  return rule.anyOf.every((set) =>
    needed.anyOf.some((other) => other.every((one) => set.includes(one))),
  );
}

function isFilled(set: readonly string[]): boolean {
  return set.length > 0;
}
