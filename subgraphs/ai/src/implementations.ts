import { fileURLToPath } from 'node:url';
import { createRegistryReader, type KeyValue } from '@gestas/sdk';
import { chooseModels, type Models } from './adapters/choose-model.ts';
import { chooseRetrieval, type RetrievalOf } from './adapters/choose-retrieval.ts';
import { extractiveModel } from './adapters/model/extractive-model.ts';
import { createFolderMounter } from './adapters/mount/folder-mounter.ts';
import { createBubblewrapSandbox } from './adapters/sandbox/bubblewrap-sandbox.ts';
import { type AiEnv, env } from './env.ts';
import { createGateCrew, type GateCrew } from './gates/gate-crew.ts';
import { createModelGenerator } from './generation/model-generator.ts';
import { createModelSupervisor } from './generation/model-supervisor.ts';
import { ruleSupervisor } from './generation/rule-supervisor.ts';
import { templateGenerator } from './generation/template-generator.ts';
import { createReadLiveGraph } from './graph/read-live-graph.ts';
import type { ReadLiveGraph } from './models/live-graph.ts';
import type { ModelService } from './models/model-service.ts';
import type { PluginGenerator } from './models/plugin-generator.ts';
import type { MounterOf } from './models/plugin-mounter.ts';
import type { SupervisorService } from './models/supervisor-service.ts';
import type { TestSandbox } from './models/test-sandbox.ts';
import type { ForgeOptions } from './workflow/create-forge.ts';

/** What stands behind the plugin's ports. */
export type Implementations = {
  readonly generator: PluginGenerator;
  readonly supervisor: SupervisorService;
  /** Who answers chats. */
  readonly model: ModelService;
  readonly retrieval: RetrievalOf;
  readonly readLiveGraph: (keyValue: Pick<KeyValue, 'get' | 'scan'>) => ReadLiveGraph;
  /** Makes what the gates run on; the plugin stops it. */
  readonly makeCrew: () => GateCrew;
  /** Where a candidate's own tests run. */
  readonly sandbox: TestSandbox;
  readonly mounterOf: MounterOf;
  readonly forge: ForgeOptions;
};

/**
 * Picks the implementations that the environment asks for: templates, rules and extracts, unless models are configured. Never
 * one silently instead of the other.
 */
export function createImplementations(
  given: AiEnv = env,
  { generator, supervisor }: Models = chooseModels(given),
): Implementations {
  return {
    generator: generator ? createModelGenerator(generator) : templateGenerator,
    supervisor: supervisor ? createModelSupervisor(supervisor) : ruleSupervisor,
    model: generator ?? extractiveModel,
    retrieval: chooseRetrieval(given, new URL('../', import.meta.url)),
    readLiveGraph: createReadLiveGraph(fileURLToPath(new URL('../../', import.meta.url))),
    makeCrew: () => createGateCrew(),
    sandbox: createBubblewrapSandbox({ command: given.AI_BUBBLEWRAP }),
    mounterOf: (keyValue) =>
      createFolderMounter({
        root: given.GESTAS_MOUNT_DIR,
        registry: createRegistryReader(keyValue),
      }),
    forge: {},
  };
}
