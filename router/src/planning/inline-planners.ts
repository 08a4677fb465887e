import { AppError } from '@gestas/sdk';
import { createPlanBuilder } from './build-plan.ts';
import type { PlannerPool } from './planner.ts';

/** Plans on the calling thread, which a plan blocks for as long as it takes: for tools and tests, not for serving. */
export function createInlinePlanners(): PlannerPool {
  return {
    async load(compositionId, supergraphSdl) {
      const build = createPlanBuilder(supergraphSdl);
      return {
        compositionId,
        async plan(request) {
          try {
            return build(request);
          } catch (cause) {
            throw planningFailed(cause);
          }
        },
        release: () => undefined,
      };
    },
    stop: async () => undefined,
  };
}

/** What a client is told when there is no plan; the cause is for the log. */
export function planningFailed(cause: unknown): AppError {
  const error = new AppError(
    'QUERY_PLANNING_FAILED',
    'The operation could not be planned; simplify it or report the request id.',
  );
  error.cause = cause;
  return error;
}
