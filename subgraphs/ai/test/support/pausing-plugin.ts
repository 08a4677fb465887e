import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, RegistryReader } from '@gestas/sdk';
import { createFolderMounter } from '../../src/adapters/mount/folder-mounter.ts';
import { createDefinition } from '../../src/definition.ts';
import type { Prisma } from '../../src/generated/prisma/client.ts';
import { ruleSupervisor } from '../../src/generation/rule-supervisor.ts';
import { templateGenerator } from '../../src/generation/template-generator.ts';
import { createImplementations, type Implementations } from '../../src/implementations.ts';
import type { PlacedPlugin, PluginMounter } from '../../src/models/plugin-mounter.ts';
import type { TestSandbox } from '../../src/models/test-sandbox.ts';
import type { GenerationRepository } from '../../src/repositories/generation-repository.ts';

/** Where a worker may stop: `reach` waits until it is told to go on, `stick` holds its only thread for ever. */
export type Points = {
  reach(point: string): Promise<void>;
  stick(point: string): void;
};

export type PausingOptions = {
  readonly points: Points;
  readonly mountRoot: string;
  readonly leaseMs: number;
  /** Instead of one that passes. */
  readonly sandbox?: TestSandbox;
  /** Whether open runs are looked for. */
  readonly isLooking?: () => boolean;
};

const PASSAGES = ['code', 'docs'].map((collection) => ({
  ...{ id: collection, collection, title: collection, excerpt: collection },
  ...{ source: `${collection}.md`, score: 1 },
}));

/**
 * The plugin with every port real but slow ones, which give the same at once: retrieval, compiler, composer and, unless one is
 * given, the sandbox. It stops at points: `begin:` and `act:` a step, `tx:` in the transaction that records it.
 */
export function createPausingPlugin(options: PausingOptions) {
  const { points, isLooking = () => true } = options;
  const definition = createDefinition(implementationsOf(options));
  const { context, whileRunning } = definition;
  return {
    ...definition,
    whileRunning: ((services, forTenant) => {
      const { keyValue } = services;
      const scan: typeof keyValue.scan = (prefix) =>
        isLooking() ? keyValue.scan(prefix) : Promise.resolve(new Map());
      return whileRunning({ ...services, keyValue: { ...keyValue, scan } }, forTenant);
    }) as typeof whileRunning,
    context: {
      ...context,
      createParts: (database: Database<Prisma.TransactionClient>) => {
        const parts = context.createParts(database);
        return { ...parts, generations: withPoints(parts.generations, points) };
      },
    },
  };
}

function withPoints(generations: GenerationRepository, points: Points): GenerationRepository {
  return {
    ...generations,
    memo: async (runId, memo) => {
      await points.reach(`begin:${memo}`);
      return generations.memo(runId, memo);
    },
    record: async (run, step) => {
      const isRecorded = await generations.record(run, step);
      if (!step.memo.endsWith(':started')) await points.reach(`tx:${step.memo}`);
      return isRecorded;
    },
    decide: async (id, from, decision) => {
      const decided = await generations.decide(id, from, decision);
      await points.reach('tx:decide');
      return decided;
    },
  };
}

function implementationsOf({
  points,
  mountRoot,
  leaseMs,
  sandbox,
}: PausingOptions): Implementations {
  return {
    ...createImplementations(),
    forge: { leaseMs, pollMs: 100 },
    retrieval: () => ({
      retrieve: async () => {
        await points.reach('act:retrieve');
        return PASSAGES;
      },
      find: async () => [],
      learn: async () => undefined,
      forget: async () => undefined,
    }),
    generator: {
      ...templateGenerator,
      generate: async (task) => {
        await points.reach('act:generate#0');
        return templateGenerator.generate(task);
      },
    },
    makeCrew: () => ({
      run: async ({ kind }) => {
        if (kind === 'TYPES') await points.reach('act:gates#0');
        return [];
      },
      isWarm: () => true,
      stop: async () => undefined,
    }),
    readLiveGraph: () => async () => [],
    sandbox: sandbox ?? {
      run: async () => {
        await points.reach('act:tests#0');
        return { kind: 'PASSED', tests: 12 };
      },
    },
    supervisor: {
      ...ruleSupervisor,
      review: async (task) => {
        await points.reach('act:review');
        return ruleSupervisor.review(task);
      },
    },
    mounterOf: () => mounterWithPoints(mountRoot, points),
  };
}

/** Places for real; what lies in the folder counts as served. */
function mounterWithPoints(root: string, points: Points): PluginMounter {
  const find = async (name: string) => {
    const file = join(root, name.replace(/^plugin-/, ''), 'schema.graphql');
    const found = existsSync(file)
      ? { status: 'READY', sdl: readFileSync(file, 'utf8'), lastRefusal: null }
      : null;
    return found as Awaited<ReturnType<RegistryReader['find']>>; // what the mounter reads of it
  };
  const mounter = createFolderMounter({ root, registry: { find }, pollMs: 20, draftMs: 0 });
  return {
    ...mounter,
    place: async (plugin) => {
      await points.reach('place');
      await mounter.place(sticking(plugin, points));
      await points.reach('placed');
    },
    outcome: async (plugin) => {
      const outcome = await mounter.outcome(plugin);
      await points.reach('served');
      return outcome;
    },
  };
}

/** A plugin on whose tenth file a writer may stick. */
function sticking(plugin: PlacedPlugin, points: Points): PlacedPlugin {
  function* oneByOne() {
    for (const [at, file] of plugin.files.map((file) => file).entries()) {
      if (at === 10) points.stick('half placed');
      yield file;
    }
  }
  const files = Object.assign([...plugin.files], { [Symbol.iterator]: oneByOne });
  return { ...plugin, files };
}
