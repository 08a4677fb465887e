import { fileURLToPath } from 'node:url';
import type { CrewOptions } from './gates/gate-crew.ts';
import { createModelGenerator } from './generation/model-generator.ts';
import { createModelSupervisor } from './generation/model-supervisor.ts';
import { ruleSupervisor } from './generation/rule-supervisor.ts';
import { templateGenerator } from './generation/template-generator.ts';
import { readMountedFolders } from './graph/read-mounted-folders.ts';
import type { ReadLiveGraph } from './models/live-graph.ts';
import type { ModelService } from './models/model-service.ts';
import type { PluginGenerator } from './models/plugin-generator.ts';
import type { RetrievalService } from './models/retrieval-service.ts';
import type { SupervisorService } from './models/supervisor-service.ts';
import type { ForgeOptions } from './workflow/create-forge.ts';

/** What stands behind the plugin's ports. */
export type Implementations = {
  readonly generator: PluginGenerator;
  readonly supervisor: SupervisorService;
  readonly retrieval: RetrievalService | null;
  readonly readLiveGraph: ReadLiveGraph;
  readonly crew: CrewOptions;
  readonly forge: ForgeOptions;
};

/** Models to use instead of the built-in templates and rules; null where none is configured. */
export type Models = {
  readonly generator: ModelService | null;
  readonly supervisor: ModelService | null;
  readonly retrieval: RetrievalService | null;
};

const NONE: Models = { generator: null, supervisor: null, retrieval: null };

/** Picks implementations: templates and rules, unless models are given. Never one silently instead of the other. */
export function createImplementations({
  generator,
  supervisor,
  retrieval,
}: Models = NONE): Implementations {
  return {
    generator: generator ? createModelGenerator(generator) : templateGenerator,
    supervisor: supervisor ? createModelSupervisor(supervisor) : ruleSupervisor,
    retrieval,
    readLiveGraph: () => readMountedFolders(fileURLToPath(new URL('../../', import.meta.url))),
    crew: {},
    forge: {},
  };
}
