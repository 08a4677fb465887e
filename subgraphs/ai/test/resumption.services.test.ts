import { createEventLog, createKeyValue, createLogger, createPlugin } from '@gestas/sdk';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { createDefinition } from '../src/definition.ts';
import { templateGenerator } from '../src/generation/template-generator.ts';
import { createImplementations } from '../src/implementations.ts';
import type { PluginGenerator } from '../src/models/plugin-generator.ts';
import { type ForgeWorld, SLOW_MS, startForge, stopGates } from './support/forge-world.ts';

afterAll(stopGates);

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** The built-in generator, counting how often it is asked. */
function counting() {
  const calls = { count: 0 };
  const generator: PluginGenerator = {
    ...templateGenerator,
    generate: (task) => {
      calls.count += 1;
      return templateGenerator.generate(task);
    },
  };
  return { generator, calls };
}

/** Another instance of the plugin on the same stores. */
async function startSecond(first: ForgeWorld, generator: PluginGenerator) {
  const { database } = first;
  const logger = createLogger('second', 'error');
  const stores = { databaseUrl: database.urlOf('gestas_events'), logger };
  const [keyValue, eventLog] = [createKeyValue(stores), createEventLog(stores)];
  const definition = createDefinition({
    ...createImplementations(),
    generator,
    forge: { pollMs: 100, leaseMs: 2_000 },
  });
  const second = await createPlugin(definition, {
    databaseUrl: database.urlOf('gestas_ai'),
    tenantKey: database.tenantKeyOf('gestas_ai'),
    routerKey: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
    keyValue,
    eventLog,
    graph: () => ({ query: () => Promise.reject(new Error('not asked here')) }),
    logger,
    slots: 2,
  });
  stops.push(async () => {
    await second.stop();
    await Promise.all([keyValue.close(), eventLog.close()]);
  });
}

describe('a worker that dies', () => {
  it.each(['generate#0', 'gates#0'])(
    'behind %p leaves its run to another, which does nothing twice',
    async (faultAfter) => {
      const { generator, calls } = counting();
      const first = await startForge({
        generator,
        forge: { faultAfter, leaseMs: 500, pollMs: 100 },
      });
      stops.push(first.stop);
      const viewer = await first.newViewer();
      const { id } = await first.start(viewer, 'Crea un controlador de notas');
      await startSecond(first, generator);
      const generation = await first.finished(viewer, id);
      expect(generation.status).toBe('NEEDS_REVIEW');
      expect(calls.count).toBe(1);
      const done = generation.steps.filter(({ status }: { status: string }) => status === 'DONE');
      const steps = done.map(({ step }: { step: string }) => step);
      expect(steps).toEqual(['RETRIEVE', 'GENERATE', 'GATES', 'TESTS', 'REVIEW']);
      const finished = (await first.emitted(viewer.tenantId)).filter(
        ({ name }) => name === 'generation:finished',
      );
      expect(finished).toHaveLength(1);
      expect(await first.datasetRows(viewer.tenantId)).toHaveLength(1);
    },
    SLOW_MS,
  );
});

describe('a hold that is lost', () => {
  it(
    'lets its former holder write nothing',
    async () => {
      const world = await startForge({
        forge: { faultAfter: 'retrieve', leaseMs: 1, pollMs: 60_000 },
      });
      stops.push(world.stop);
      const viewer = await world.newViewer();
      const { id } = await world.start(viewer, 'Crea un controlador de notas');
      const steps = async () => (await world.read(viewer, id)).steps.length;
      while ((await steps()) < 2) await new Promise((resolve) => setTimeout(resolve, 20));
      const { createPrismaGenerationRepository } = await import(
        '../src/repositories/prisma-generation-repository.ts'
      );
      const { PrismaClient } = await import('../src/generated/prisma/client.ts');
      const { PrismaPg } = await import('@prisma/adapter-pg');
      const client = new PrismaClient({ adapter: new PrismaPg(world.database.adminUrl) });
      const repository = createPrismaGenerationRepository({
        tenantId: viewer.tenantId,
        run: (work) => work(client),
      });
      const one = await repository.claim(id, 'one', 0);
      const two = await repository.claim(id, 'two', 60_000);
      if (!one || !two) throw new Error('both could claim');
      expect(await repository.claim(id, 'three', 60_000)).toBeNull();
      const step = { memo: 'x', step: 'GATES', status: 'DONE', message: null, output: {} };
      expect(await repository.renew(one, 60_000)).toBe(false);
      expect(await repository.record(one, step)).toBe(false);
      expect(await repository.memo(id, 'x')).toBeUndefined();
      expect(await repository.record(two, step)).toBe(true);
      expect(await repository.memo(id, 'x')).toEqual({});
      await client.$disconnect();
    },
    SLOW_MS,
  );
});
