import type { GeneratorName } from './model-service.ts';
import type { Passage } from './retrieval-service.ts';
import type { Verdict } from './verdict.ts';

export type GenerationStatus =
  | 'RUNNING'
  | 'NEEDS_REVIEW'
  | 'ACCEPTED'
  | 'REJECTED'
  | 'MOUNTED'
  | 'FAILED'
  | 'CANCELLED';

export type Language = 'es' | 'en';

/** A run as the repository returns it. */
export type GenerationRecord = {
  readonly id: string;
  readonly tenantId: string;
  readonly authorId: string;
  readonly prompt: string;
  readonly language: Language;
  readonly status: GenerationStatus;
  readonly generator: GeneratorName;
  readonly supervisor: GeneratorName;
  readonly assumptions: readonly string[];
  readonly citations: readonly Passage[];
  readonly verdict: Verdict | null;
  readonly createdAt: Date;
};

/** What happened in a run. */
export type GenerationStepRecord = {
  readonly runId: string;
  readonly step: string;
  readonly status: string;
  readonly message: string | null;
  readonly at: Date;
};
