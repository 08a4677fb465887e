import { hasPermission } from '@gestas/sdk';
import type { Clause } from './rules.ts';

/** What one caller may do: what clauses are held against. */
export type Rights = {
  readonly signedIn: boolean;
  /** Granted permissions, wildcards included; a permission is a scope. */
  readonly permissions: readonly string[];
  /** Policies the evaluator granted. */
  readonly policies: ReadonlySet<string>;
};

/** Whether the clause holds for the caller; sets are alternatives, all members of one set are needed. */
export function holds(clause: Clause, { signedIn, permissions, policies }: Rights): boolean {
  switch (clause.kind) {
    case 'session':
      return signedIn;
    case 'scopes':
      return clause.anyOf.some((set) => set.every((scope) => hasPermission(permissions, scope)));
    case 'policies':
      return clause.anyOf.some((set) => set.every((policy) => policies.has(policy)));
  }
}

/** The policies that the clauses ask about, each once. */
export function policiesOf(clauses: readonly Clause[]): readonly string[] {
  const names = clauses.flatMap((clause) =>
    clause.kind === 'policies' ? clause.anyOf.flat() : [],
  );
  return [...new Set(names)];
}
