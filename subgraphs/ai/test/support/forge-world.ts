import { randomUUID } from 'node:crypto';
import { startTestPlugin, type TestPlugin } from '@gestas/sdk/testing';
import { createDefinition } from '../../src/definition.ts';
import { createGateCrew } from '../../src/gates/gate-crew.ts';
import { createImplementations, type Implementations } from '../../src/implementations.ts';
import type { TestSandbox } from '../../src/models/test-sandbox.ts';

/** Prisma, the compiler and the composer on a slow machine with others at work. */
export const SLOW_MS = 240_000;

export const START = `mutation ($input: StartGenerationInput!) {
  startGeneration(input: $input) { generation { id status generator { kind isModel } } }
}`;
export const READ = `query ($id: ID!) {
  generation(id: $id) {
    id prompt status assumptions author { id } generator { kind model isModel } supervisor { kind isModel }
    files { path content } steps { step status message }
    verdict { decision score summary issues { code severity file line message } checks { gate status milliseconds reason detail } }
  }
}`;

/** One process of gates for all plugins of a test file: warming one up takes seconds. It ends when the file's tests do. */
const crew = createGateCrew();
const makeCrew = () => ({ ...crew, stop: async () => undefined });

/** Ends the process of gates. */
export const stopGates = () => crew.stop();

/** Stands for the sandbox, which has tests of its own: a database of its own for each candidate takes seconds. */
const sandbox: TestSandbox = { run: async () => ({ kind: 'PASSED', tests: 1 }) };

/** The plugin alone, on implementations that differ from the built-in ones as given. */
export async function startForge(changes: Partial<Implementations> = {}) {
  const given = { forge: { pollMs: 200 }, sandbox, ...changes };
  const implementations = { ...createImplementations(), ...given, makeCrew };
  const plugin = await startTestPlugin(createDefinition(implementations));
  return { ...plugin, ...helpers(plugin) };
}

function helpers(plugin: TestPlugin) {
  const newViewer = async (permissions = ['ai:*']) => ({
    tenantId: (await plugin.database.createTenant()).id,
    userId: randomUUID(),
    permissions,
  });
  type Viewer = Awaited<ReturnType<typeof newViewer>>;
  const read = async (viewer: Viewer, id: string) =>
    (await plugin.execute(viewer, READ, { id })).data.generation;
  const start = async (viewer: Viewer, prompt: string, language?: string) => {
    const { data, errors } = await plugin.execute(viewer, START, { input: { prompt, language } });
    if (errors) throw new Error(JSON.stringify(errors));
    return data.startGeneration.generation as { id: string; status: string };
  };
  const finished = async (viewer: Viewer, id: string) => {
    for (;;) {
      const generation = await read(viewer, id);
      if (generation.status !== 'RUNNING') return generation;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const generate = async (viewer: Viewer, prompt: string, language?: string) =>
    finished(viewer, (await start(viewer, prompt, language)).id);
  const datasetRows = (tenantId: string) =>
    plugin.database.query(
      'SELECT run_id, outcome, messages, provenance FROM ai.dataset_rows WHERE tenant_id = $1',
      [tenantId],
    ) as Promise<readonly DatasetRow[]>;
  return { newViewer, read, start, finished, generate, datasetRows };
}

type DatasetRow = {
  readonly run_id: string;
  readonly outcome: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly provenance: Readonly<Record<string, unknown>>;
};

/** A plugin under test with its helpers. */
export type ForgeWorld = Awaited<ReturnType<typeof startForge>>;
