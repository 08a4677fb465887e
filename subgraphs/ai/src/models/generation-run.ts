import type { PluginFile } from './candidate.ts';
import type { GenerationStatus, Language } from './generation-record.ts';
import type { GeneratorName } from './model-service.ts';
import type { PluginSpec } from './plugin-spec.ts';
import type { Passage } from './retrieval-service.ts';
import type { Verdict } from './verdict.ts';

/** A new run. */
export type RunDraft = {
  readonly prompt: string;
  readonly language: Language;
  readonly authorId: string;
  readonly generator: GeneratorName;
  readonly supervisor: GeneratorName;
};

/** A run that this worker holds: writes carry its fence, and are refused when another holds it since. */
export type HeldRun = {
  readonly id: string;
  readonly tenantId: string;
  readonly authorId: string;
  readonly prompt: string;
  readonly language: Language;
  readonly fence: number;
  /** For how long it was taken, or prolonged. */
  readonly leaseMs: number;
};

/** Something that happened in a run; `memo` names it within the run, so that it is recorded once. */
export type StepDraft = {
  readonly memo: string;
  readonly step: string;
  readonly status: string;
  readonly message: string | null;
  /** JSON that a repeated run takes instead of doing the step again. */
  readonly output?: unknown;
};

/** How a run ended. */
export type RunResult = {
  readonly status: Extract<GenerationStatus, 'NEEDS_REVIEW' | 'REJECTED' | 'FAILED'>;
  readonly verdict: Verdict;
  readonly spec: PluginSpec | null;
  readonly assumptions: readonly string[];
  readonly citations: readonly Passage[];
  readonly files: readonly PluginFile[];
};

/** What a person decided. */
export type Decision = {
  readonly status: Extract<GenerationStatus, 'ACCEPTED' | 'REJECTED' | 'CANCELLED' | 'MOUNTED'>;
  readonly reviewerId: string;
  readonly reason: string | null;
};

/** A row of the data set: the conversation that made a plugin, and where it comes from. */
export type DatasetDraft = {
  readonly outcome: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly provenance: Readonly<Record<string, unknown>>;
};

/** What a decision adds to the row. */
export type DatasetDecision = {
  readonly prompt: string;
  readonly reason: string | null;
  readonly reviewerId: string;
};
