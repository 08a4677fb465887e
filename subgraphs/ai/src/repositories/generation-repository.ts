import type { PluginFile } from '../models/candidate.ts';
import type { GenerationRecord, GenerationStepRecord } from '../models/generation-record.ts';

/** Reads generations of the bound tenant. */
export interface GenerationReader {
  /** Batched within a request. */
  findById(id: string): Promise<GenerationRecord | null>;
  /** Ordered by path. */
  files(runId: string): Promise<readonly PluginFile[]>;
  /** Oldest first. */
  steps(runId: string): Promise<readonly GenerationStepRecord[]>;
}

/** Writes generations of the bound tenant. */
export interface GenerationRepository extends GenerationReader {}
