import type { QueryPlan } from '@apollo/query-planner';
import type { PlanRequest } from './planner.ts';

/** What a planning worker is asked. */
export type PlannerJob =
  | { readonly kind: 'load'; readonly compositionId: string; readonly supergraphSdl: string }
  | { readonly kind: 'plan'; readonly compositionId: string; readonly request: PlanRequest };

/** What a planning worker is told without being asked. */
export type PlannerNotice = { readonly kind: 'forget'; readonly compositionId: string };

/** What it answers, one answer for each job, in order. */
export type PlannerReply =
  | { readonly ok: true; readonly compositionId: string; readonly plan: QueryPlan | null }
  | { readonly ok: false; readonly compositionId: string; readonly message: string };

/** Its first message: the thread its CPU time is counted by. */
export type PlannerHello = { readonly threadId: number | null };
