import type { Schema } from '@apollo/federation-internals';
import {
  type Annotated,
  applicationsOf,
  featureDirectiveName,
} from '../composition/feature-directive.ts';
import type { Clause, Rule, RuleMap } from './rules.ts';

const SPECS = 'https://specs.apollo.dev';

/**
 * Reads `@authenticated`, `@requiresScopes` and `@policy` of every type and field, whatever `@link` calls them.
 * They are read from the supergraph: the API schema has lost them.
 */
export function readRules(schema: Schema, compositionId: string): RuleMap {
  const clauseOf = clauseReader(schema);
  const types = new Map<string, Rule>();
  const fields = new Map<string, Rule>();
  const intern = internClauses();
  const keep = (rules: Map<string, Rule>, coordinate: string, element: Annotated) => {
    const rule = clauseOf(element).map(intern.clause);
    if (rule.length > 0) rules.set(coordinate, rule);
  };
  for (const type of schema.types()) {
    keep(types, type.name, type);
    if (type.kind !== 'ObjectType' && type.kind !== 'InterfaceType') continue;
    for (const field of type.fields()) keep(fields, field.coordinate, field);
  }
  return { compositionId, types, fields, clauses: intern.all() };
}

function clauseReader(schema: Schema): (element: Annotated) => Clause[] {
  const authenticated = featureDirectiveName(schema, `${SPECS}/authenticated`, 'authenticated');
  const scopes = featureDirectiveName(schema, `${SPECS}/requiresScopes`, 'requiresScopes');
  const policy = featureDirectiveName(schema, `${SPECS}/policy`, 'policy');
  return (element) => [
    ...applicationsOf(element, authenticated).map((): Clause => ({ kind: 'session' })),
    ...applicationsOf(element, scopes).map(
      (application): Clause => ({ kind: 'scopes', anyOf: toSets(application['scopes']) }),
    ),
    ...applicationsOf(element, policy).map(
      (application): Clause => ({ kind: 'policies', anyOf: toSets(application['policies']) }),
    ),
  ];
}

function toSets(value: unknown): string[][] {
  const sets = Array.isArray(value) ? value : [value];
  return sets.map((set) => (Array.isArray(set) ? set : [set]).map(String));
}

function internClauses() {
  const known = new Map<string, Clause>();
  return {
    clause(clause: Clause): Clause {
      const key = JSON.stringify(clause);
      const same = known.get(key) ?? clause;
      known.set(key, same);
      return same;
    },
    all: () => [...known.values()],
  };
}
