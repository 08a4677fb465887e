import type { Caller } from '../pipeline.ts';

/**
 * Answers policies by name for one caller, in one batch; the result holds those that are granted. A policy that isn't
 * in the result, a throw, or no answer within the time limit all mean no.
 */
export type PolicyEvaluator = (
  policies: readonly string[],
  caller: Caller,
) => Promise<ReadonlySet<string>>;

const TIME_LIMIT_MS = 500;

/** Asks the evaluator within 500 ms; whatever goes wrong, nothing is granted. */
export async function askPolicies(
  evaluate: PolicyEvaluator | undefined,
  policies: readonly string[],
  caller: Caller,
): Promise<ReadonlySet<string>> {
  const nothing: ReadonlySet<string> = new Set();
  if (!evaluate || policies.length === 0) return nothing;
  const { promise: late, resolve } = deferred<ReadonlySet<string>>();
  const timer = setTimeout(resolve, TIME_LIMIT_MS, nothing);
  try {
    return await Promise.race([evaluate(policies, caller), late]);
  } catch {
    return nothing;
  } finally {
    clearTimeout(timer);
  }
}

function deferred<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
