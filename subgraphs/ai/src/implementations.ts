import type { ModelService } from './models/model-service.ts';
import type { RetrievalService } from './models/retrieval-service.ts';
import type { SupervisorService } from './models/supervisor-service.ts';

/** What stands behind the plugin's ports. A null means: none is configured, and the built-in one serves. */
export type Implementations = {
  readonly model: ModelService | null;
  readonly supervisor: SupervisorService | null;
  readonly retrieval: RetrievalService | null;
};

/** Picks the implementations that the environment asks for; without any variable no model is used. */
export function createImplementations(): Implementations {
  return { model: null, supervisor: null, retrieval: null };
}
