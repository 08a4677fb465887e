import type { QueryPlan } from '@apollo/query-planner';

/** What is planned: an executable document (text), with the override labels that hold for this request. */
export type PlanRequest = {
  readonly document: string;
  readonly operationName: string | null;
  readonly overrides: ReadonlyMap<string, boolean>;
};

/** Plans operations of one composition. */
export interface Planner {
  readonly compositionId: string;
  /** Throws AppError QUERY_PLANNING_FAILED: too slow, refused by the planner, or too many waiting. */
  plan(request: PlanRequest): Promise<QueryPlan>;
  /** Forgets the composition; plans already asked for are still answered. */
  release(): void;
}

/** Where planners live: worker threads in production. */
export interface PlannerPool {
  /** Resolves when a worker is ready to plan on this composition; throws when it can't be loaded. */
  load(compositionId: string, supergraphSdl: string): Promise<Planner>;
  stop(): Promise<void>;
}
