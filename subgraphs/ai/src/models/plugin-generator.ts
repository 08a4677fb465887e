import type { Candidate } from './candidate.ts';
import type { Language } from './generation-record.ts';
import type { GeneratorName, ModelUsage } from './model-service.ts';
import type { PluginSpec } from './plugin-spec.ts';
import type { Passage } from './retrieval-service.ts';
import type { Issue } from './verdict.ts';

/** What a generator is asked; `attempts` are its former answers with what was found wrong. */
export type GenerationTask = {
  readonly prompt: string;
  readonly language: Language;
  readonly passages: readonly Passage[];
  /** Entities that mounted plugins serve. */
  readonly knownTypes: readonly string[];
  readonly attempts: readonly Attempt[];
  readonly signal?: AbortSignal;
};

/** A former answer, as the generator gave it, and its faults. */
export type Attempt = { readonly answer: string; readonly issues: readonly Issue[] };

/** What a generator answers. `answer` is its own words, which a repair is told of. */
export type Generated =
  | {
      readonly kind: 'CANDIDATE';
      readonly candidate: Candidate;
      readonly spec: PluginSpec;
      readonly answer: string;
      readonly usage: ModelUsage | null;
    }
  | { readonly kind: 'REFUSED'; readonly reason: string }
  | {
      readonly kind: 'FAULTY';
      readonly issues: readonly Issue[];
      readonly answer: string;
      readonly usage: ModelUsage | null;
      /** Whether asking again may help. */
      readonly isFinal: boolean;
    };

/** Writes plugins. */
export interface PluginGenerator {
  readonly name: GeneratorName;
  /** Whether another attempt may differ: a deterministic generator's does not. */
  readonly canRepair: boolean;
  generate(task: GenerationTask): Promise<Generated>;
}
