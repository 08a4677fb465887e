import type { ConstDirectiveNode } from 'graphql';
import { argumentOf } from './applications.ts';

/** One rule as it is written: a session, or one of several sets of scopes or policies. */
export type RuleClause = {
  readonly kind: 'session' | 'scopes' | 'policies';
  readonly anyOf: readonly (readonly string[])[];
};

/** The rules on an element, all of which must hold. */
export function clausesOf({
  directives = [],
}: {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}): readonly RuleClause[] {
  return directives.flatMap((directive) => clauseOf(directive) ?? []);
}

/** The rule that a directive states; null when it states none. */
export function clauseOf(directive: ConstDirectiveNode): RuleClause | null {
  switch (directive.name.value) {
    case 'authenticated':
      return { kind: 'session', anyOf: [] };
    case 'requiresScopes':
      return { kind: 'scopes', anyOf: setsOf(argumentOf(directive, 'scopes')) };
    case 'policy':
      return { kind: 'policies', anyOf: setsOf(argumentOf(directive, 'policies')) };
    default:
      return null;
  }
}

/** A value in a list's place is a list of one. */
function setsOf(value: unknown): readonly (readonly string[])[] {
  const sets = Array.isArray(value) ? value : [value];
  return sets.map((set) => (Array.isArray(set) ? set : [set]).map(String));
}
