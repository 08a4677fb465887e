import { randomUUID } from 'node:crypto';
import {
  createDispatcher,
  createEventLog,
  createKeyValue,
  createLogger,
  type Database,
  defineContext,
  type PreparedListener,
} from '@gestas/sdk';
import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createTenantScope } from '../../packages/sdk/src/context/tenant-work.ts';
import { waitUntil } from '../../packages/sdk/src/events/testing/wait-until.ts';
import { createAnsweredGraph } from '../../packages/sdk/src/graph/create-answered-graph.ts';
import { runListeners } from '../../packages/sdk/src/plugin/listen.ts';
import { sampleManifest } from '../../packages/sdk/src/registry/testing/sample-manifest.ts';
import { createSlots } from '../../packages/sdk/src/tenancy/slots.ts';
import { type Prisma, PrismaClient } from '../../subgraphs/cms/src/generated/prisma/client.ts';

const context = defineContext({
  createClient: (adapter) => new PrismaClient({ adapter }),
  events: { 'post:created': z.object({ postId: z.uuid() }) },
  createParts: (database: Database<Prisma.TransactionClient>) => ({
    count: () => database.run(({ post }) => post.count()),
  }),
});
type Parts = ReturnType<typeof context.createParts>;

let database: TestDatabase;
const stops: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  for (const stop of stops) await stop();
  await database.stop();
});

/** A plugin with one single slot that listens with one listener, on real events. */
async function startListening(listener: PreparedListener<Parts, typeof context.events>) {
  const logger = createLogger('test', 'error', { write: () => undefined });
  const stores = { databaseUrl: database.urlOf('gestas_events'), logger };
  const [eventLog, keyValue] = [createEventLog(stores), createKeyValue(stores)];
  const slots = createSlots({
    size: 1,
    connectionString: database.urlOf('gestas_cms'),
    tenantKey: database.tenantKeyOf('gestas_cms'),
    createClient: context.createClient,
    waitMs: 200,
  });
  const dispatcher = await createDispatcher({ ...stores, eventLog });
  const manifest = sampleManifest({ name: 'plugin-cms', consumes: ['post:created'] });
  const graph = createAnsweredGraph((_document, _variables, tenantId) => ({ from: tenantId }));
  const definition = { manifest, schema: new URL('file:///none'), resolvers: {}, context };
  const runtime = {
    ...stores,
    databaseUrl: database.urlOf('gestas_cms'),
    tenantKey: Buffer.alloc(32),
    routerKey: {},
    keyValue,
    eventLog,
    graph,
  };
  const listeners = { 'post:created': listener };
  const running = await runListeners({ ...definition, listeners }, manifest, runtime, slots);
  stops.push(async () => {
    await Promise.all([running.stop(), dispatcher.stop()]);
    await Promise.all([eventLog.close(), keyValue.close(), slots.close()]);
  });
  return {
    slots,
    emit: (tenantId: string) =>
      createTenantScope(context, slots, {
        tenantId,
        userId: null,
        sessionId: null,
        address: null,
        requestId: 'r',
        plugin: 'plugin-cms',
        action: 'emit',
      }).transact((tx) => tx.events.emit('post:created', { postId: randomUUID() })),
  };
}

it('a listener prepares without a connection, and applies what it found, once, though it fails at first', async () => {
  const found: unknown[] = [];
  let prepared = 0;
  const world = await startListening({
    async prepare(ctx) {
      prepared += 1;
      const data = await ctx.graph.query('{ tenant { id } }');
      const posts = await ctx.count();
      await world.slots.use(randomUUID(), async () => undefined);
      if (prepared === 1) throw new Error('not yet');
      return { data, posts };
    },
    async apply(_tx, event, given) {
      found.push([event.name, given]);
    },
  });
  const { id: tenantId } = await database.createTenant();
  await world.emit(tenantId);
  await waitUntil(async () => found.length > 0);
  expect(found).toEqual([['post:created', { data: { from: tenantId }, posts: 0 }]]);
  expect(prepared).toBe(2);
  // What was applied is committed a moment later, with the claim on it.
  const claims = () =>
    database.query('SELECT 1 FROM app.processed_events WHERE tenant_id = $1', [tenantId]);
  await waitUntil(async () => (await claims()).length > 0);
  expect(await claims()).toHaveLength(1);
});
