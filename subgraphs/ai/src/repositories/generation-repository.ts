import type { Page } from '@gestas/sdk';
import type { PluginFile } from '../models/candidate.ts';
import type { GenerationRecord, GenerationStepRecord } from '../models/generation-record.ts';
import type {
  DatasetDecision,
  DatasetDraft,
  Decision,
  HeldRun,
  RunDraft,
  RunResult,
  StepDraft,
} from '../models/generation-run.ts';

/** The sort key of lists: creation time, then id, both descending. */
export type GenerationKey = { readonly createdAt: Date; readonly id: string };

/** Reads generations of the bound tenant. */
export interface GenerationReader {
  /** Batched within a request. */
  findById(id: string): Promise<GenerationRecord | null>;
  /** Up to `first + 1`, newest first. */
  list(page: Page<GenerationKey>): Promise<readonly GenerationRecord[]>;
  count(): Promise<number>;
  /** Ordered by path. */
  files(runId: string): Promise<readonly PluginFile[]>;
  /** Oldest first. */
  steps(runId: string): Promise<readonly GenerationStepRecord[]>;
}

/** Writes generations of the bound tenant. */
export interface GenerationRepository extends GenerationReader {
  insert(draft: RunDraft): Promise<GenerationRecord>;
  /** Takes a running run that nobody holds (any more) for `leaseMs`; null when there is none to take. */
  claim(id: string, owner: string, leaseMs: number): Promise<HeldRun | null>;
  /** Prolongs the hold; false when another has taken it, or the run has ended. */
  renew(run: HeldRun, leaseMs: number): Promise<boolean>;
  /** Gives it back before the lease ends, so that another need not wait. */
  release(run: HeldRun): Promise<void>;
  /** What a step gave; undefined when it has not been done. */
  memo(runId: string, memo: string): Promise<unknown>;
  /** Records a step in the transaction; false when the hold is lost, and then nothing is written. */
  record(run: HeldRun, step: StepDraft): Promise<boolean>;
  /** Ends a held run; false when the hold is lost. */
  finish(run: HeldRun, result: RunResult): Promise<boolean>;
  /** Moves a run from one of `from` to what was decided; null when it is in no such status. */
  decide(id: string, from: readonly string[], decision: Decision): Promise<GenerationRecord | null>;
  /** Writes or replaces the run's row of the data set. */
  keepDatasetRow(runId: string, row: DatasetDraft): Promise<void>;
  /** Notes in the run's row what a person decided; a run that was cancelled before its end gets its row here. */
  markDatasetRow(runId: string, outcome: string, decision: DatasetDecision): Promise<void>;
}
