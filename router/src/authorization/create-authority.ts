import type { DefinitionNode, FieldNode, GraphQLSchema } from 'graphql';
import type { Caller } from '../pipeline.ts';
import { createLru } from '../planning/create-lru.ts';
import { createJudge, type Judge } from './judge.ts';
import { createSchemaNarrower } from './narrow-schema.ts';
import { createOutcomes, type Outcome } from './outcomes.ts';
import type { PolicyEvaluator } from './policies.ts';
import { refuseFields } from './refuse-fields.ts';
import type { Clause, RuleMap } from './rules.ts';

/** Everything a graph asks about rights. */
export type Authority = {
  readonly compositionId: string;
  /** The clauses that decide what is left of these definitions. */
  clausesOf(definitions: readonly DefinitionNode[]): readonly Clause[];
  /** Every clause of the composition: what introspection depends on. */
  readonly allClauses: readonly Clause[];
  decide(clauses: readonly Clause[], caller: Caller): Promise<Outcome>;
  judge(outcome: Outcome): Judge;
  refused(definitions: readonly DefinitionNode[], judge: Judge): ReadonlySet<FieldNode>;
  /** The schema as this outcome (of all clauses) lets see it; the schema itself when nothing is hidden. */
  visibleSchema(outcome: Outcome): GraphQLSchema;
};

/** Makes the authority over one composition's API schema. */
export function createAuthority(
  schema: GraphQLSchema,
  rules: RuleMap,
  evaluate: PolicyEvaluator | undefined,
): Authority {
  const decide = createOutcomes(evaluate);
  const narrow = createSchemaNarrower(schema);
  const narrowed = createLru<GraphQLSchema>(50);
  const judge = (outcome: Outcome) => createJudge(schema, rules, outcome.clauseHolds);

  return {
    compositionId: rules.compositionId,
    allClauses: rules.clauses,
    decide,
    judge,
    refused: (definitions, by) => refuseFields(schema, definitions, by),
    clausesOf(definitions) {
      const asked = new Set<Clause>();
      const recorder = createJudge(schema, rules, (clause) => asked.add(clause).size > 0);
      refuseFields(schema, definitions, recorder);
      return [...asked];
    },
    visibleSchema(outcome) {
      if (rules.clauses.every((clause) => outcome.clauseHolds(clause))) return schema;
      const visible = narrowed.get(outcome.key) ?? narrow(judge(outcome));
      narrowed.set(outcome.key, visible);
      return visible;
    },
  };
}
