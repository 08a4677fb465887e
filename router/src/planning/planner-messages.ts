import type { QueryPlan } from '@apollo/query-planner';
import type { PlanRequest } from './planner.ts';

/** What a planning worker is told. */
export type PlannerJob =
  | { readonly kind: 'load'; readonly compositionId: string; readonly supergraphSdl: string }
  | { readonly kind: 'forget'; readonly compositionId: string }
  | {
      readonly kind: 'plan';
      readonly compositionId: string;
      readonly request: PlanRequest;
    };

/** What it answers to `load` and `plan`, one answer for each, in order. */
export type PlannerReply =
  | { readonly ok: true; readonly compositionId: string; readonly plan: QueryPlan | null }
  | { readonly ok: false; readonly compositionId: string; readonly message: string };
