import { fileURLToPath } from 'node:url';
import type { KeyValue } from '@gestas/sdk';
import { chooseModel, chooseSupervisingModel } from './adapters/choose-model.ts';
import { chooseRetrieval, type RetrievalOf } from './adapters/choose-retrieval.ts';
import { type AiEnv, env } from './env.ts';
import type { CrewOptions } from './gates/gate-crew.ts';
import { createModelGenerator } from './generation/model-generator.ts';
import { createModelSupervisor } from './generation/model-supervisor.ts';
import { ruleSupervisor } from './generation/rule-supervisor.ts';
import { templateGenerator } from './generation/template-generator.ts';
import { createReadLiveGraph } from './graph/read-live-graph.ts';
import type { ReadLiveGraph } from './models/live-graph.ts';
import type { ModelService } from './models/model-service.ts';
import type { PluginGenerator } from './models/plugin-generator.ts';
import type { SupervisorService } from './models/supervisor-service.ts';
import type { ForgeOptions } from './workflow/create-forge.ts';

/** What stands behind the plugin's ports. */
export type Implementations = {
  /** Who answers chats; null: extracts. */
  readonly model: ModelService | null;
  readonly generator: PluginGenerator;
  readonly supervisor: SupervisorService;
  readonly retrieval: RetrievalOf;
  readonly readLiveGraph: (keyValue: Pick<KeyValue, 'get' | 'scan'>) => ReadLiveGraph;
  readonly crew: CrewOptions;
  readonly forge: ForgeOptions;
};

/** Picks the implementations that the environment asks for; without any variable no model is used, and never one silently. */
export function createImplementations(given: AiEnv = env): Implementations {
  const model = chooseModel(given);
  const supervising = chooseSupervisingModel(given);
  return {
    model,
    generator: model ? createModelGenerator(model) : templateGenerator,
    supervisor: supervising ? createModelSupervisor(supervising) : ruleSupervisor,
    retrieval: chooseRetrieval(given, new URL('../', import.meta.url)),
    readLiveGraph: createReadLiveGraph(fileURLToPath(new URL('../../', import.meta.url))),
    crew: {},
    forge: {},
  };
}
