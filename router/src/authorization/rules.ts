/** One thing that must hold: a session, or one of several sets of scopes or policies (OR of ANDs). */
export type Clause =
  | { readonly kind: 'session' }
  | { readonly kind: 'scopes'; readonly anyOf: readonly (readonly string[])[] }
  | { readonly kind: 'policies'; readonly anyOf: readonly (readonly string[])[] };

/** All clauses must hold. */
export type Rule = readonly Clause[];

/** The rules of one composition, by type name and by coordinate (`Post.title`). Equal clauses are one object. */
export type RuleMap = {
  readonly compositionId: string;
  readonly types: ReadonlyMap<string, Rule>;
  readonly fields: ReadonlyMap<string, Rule>;
  /** Every distinct clause. */
  readonly clauses: readonly Clause[];
};

/** The rules of a graph that has none, or whose rules are switched off. */
export function noRules(compositionId: string): RuleMap {
  return { compositionId, types: new Map(), fields: new Map(), clauses: [] };
}
