import { chooseModel } from './adapters/choose-model.ts';
import { chooseRetrieval, type RetrievalOf } from './adapters/choose-retrieval.ts';
import { type AiEnv, env } from './env.ts';
import type { ModelService } from './models/model-service.ts';
import type { SupervisorService } from './models/supervisor-service.ts';

/** What stands behind the plugin's ports. A null means: none is configured, and the built-in one serves. */
export type Implementations = {
  readonly model: ModelService | null;
  readonly supervisor: SupervisorService | null;
  readonly retrieval: RetrievalOf;
};

/** Picks the implementations that the environment asks for; without any variable no model is used. */
export function createImplementations(given: AiEnv = env): Implementations {
  return {
    model: chooseModel(given),
    supervisor: null,
    retrieval: chooseRetrieval(given, new URL('../', import.meta.url)),
  };
}
