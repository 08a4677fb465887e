import type { Candidate } from './candidate.ts';
import type { Language } from './generation-record.ts';
import type { GeneratorName } from './model-service.ts';
import type { Issue } from './verdict.ts';

/** What a supervisor is shown: the candidate, and what the gates found. */
export type Review = {
  readonly prompt: string;
  /** Of what is told. */
  readonly language: Language;
  readonly candidate: Candidate;
  readonly issues: readonly Issue[];
  readonly signal?: AbortSignal;
};

/** A supervisor's answer. A veto stops a candidate that passed the gates; nothing lets one pass that did not. */
export type Opinion = {
  readonly veto: string | null;
  readonly summary: string;
  readonly issues: readonly Issue[];
};

/** Judges what gates can't: whether the candidate is what was asked for (GeminiSupervisorService, or rules). */
export interface SupervisorService {
  readonly name: GeneratorName;
  review(review: Review): Promise<Opinion>;
}
