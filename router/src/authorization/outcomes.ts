import { createHash } from 'node:crypto';
import type { Caller } from '../pipeline.ts';
import { createLru } from '../planning/create-lru.ts';
import { askPolicies, type PolicyEvaluator } from './policies.ts';
import type { RefusalReason } from './refusals.ts';
import { holds, policiesOf } from './rights.ts';
import type { Clause } from './rules.ts';

/** How some clauses turned out for one caller. */
export type Outcome = {
  /** Equal for callers for whom the clauses turned out alike. */
  readonly key: string;
  /** Why a clause that doesn't hold doesn't. */
  readonly reason: RefusalReason;
  clauseHolds(clause: Clause): boolean;
};

/** Decides clauses for callers. */
export type DecideOutcome = (clauses: readonly Clause[], caller: Caller) => Promise<Outcome>;

/**
 * Makes the function that decides clauses. Sessions and scopes are decided once for each set of permissions; policies
 * are asked in one batch for each request that depends on them.
 */
export function createOutcomes(evaluate: PolicyEvaluator | undefined): DecideOutcome {
  const verdicts = createLru<Map<Clause, boolean>>(500);
  const none: ReadonlySet<string> = new Set();

  return async (clauses, caller) => {
    const signedIn = caller.viewer !== null;
    const permissions = caller.viewer?.permissions ?? [];
    const names = policiesOf(clauses);
    const policies = names.length > 0 ? await askPolicies(evaluate, names, caller) : none;
    const rightsKey = JSON.stringify([signedIn, permissions]);
    const known = verdicts.get(rightsKey) ?? new Map<Clause, boolean>();
    verdicts.set(rightsKey, known);
    const clauseHolds = (clause: Clause) => {
      if (clause.kind === 'policies') return holds(clause, { signedIn, permissions, policies });
      const verdict = known.get(clause) ?? holds(clause, { signedIn, permissions, policies });
      known.set(clause, verdict);
      return verdict;
    };
    const bits = clauses.map((clause) => (clauseHolds(clause) ? '1' : '0')).join('');
    const reason: RefusalReason = signedIn ? 'FORBIDDEN' : 'UNAUTHENTICATED';
    return { key: `${signedIn ? 's' : 'a'}${shorten(bits)}`, reason, clauseHolds };
  };
}

function shorten(bits: string): string {
  if (bits.length <= 64) return bits;
  return `#${createHash('sha256').update(bits).digest('base64url')}`;
}
