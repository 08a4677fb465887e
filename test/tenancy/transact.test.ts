import { randomUUID } from 'node:crypto';
import { type Database, defineContext } from '@gestas/sdk';
import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createTenantScope } from '../../packages/sdk/src/context/tenant-work.ts';
import { createSlots, type Slots } from '../../packages/sdk/src/tenancy/slots.ts';
import { type Prisma, PrismaClient } from '../../subgraphs/cms/src/generated/prisma/client.ts';

const definition = defineContext({
  createClient: (adapter) => new PrismaClient({ adapter }),
  events: { 'post:created': z.object({ postId: z.uuid() }) },
  createParts: (database: Database<Prisma.TransactionClient>) => ({
    insert: (id: string) =>
      database.run(async ({ post }) => {
        const text = { slug: `post-${id}`, title: 'A post', searchText: '', body: {} };
        await post.create({ data: { id, tenantId: database.tenantId, authorId: id, ...text } });
      }),
  }),
});

let database: TestDatabase;
let slots: Slots<PrismaClient>;
beforeAll(async () => {
  database = await startTestDatabase();
  slots = createSlots({
    size: 2,
    connectionString: database.urlOf('gestas_cms'),
    tenantKey: database.tenantKeyOf('gestas_cms'),
    createClient: definition.createClient,
  });
});
afterAll(async () => {
  await slots.close();
  await database.stop();
});

async function openScope() {
  const { id: tenantId } = await database.createTenant();
  const [userId, requestId] = [randomUUID(), randomUUID()];
  const scope = createTenantScope(definition, slots, {
    tenantId,
    userId,
    sessionId: 'a session',
    address: '203.0.113.7',
    requestId,
    plugin: 'plugin-cms',
    action: 'createPost',
  });
  const count = async (table: string) =>
    (await database.query(`SELECT 1 FROM ${table} WHERE tenant_id = $1`, [tenantId])).length;
  const counts = async () => ({
    posts: await count('cms.posts'),
    events: await count('app.outbox'),
    audit: await count('app.audit_entries'),
    claims: await count('app.processed_events'),
  });
  return { tenantId, userId, requestId, scope, counts };
}

describe('transact', () => {
  it('commits rows, event and audit row together, and answers what the work does', async () => {
    const { tenantId, userId, requestId, scope, counts } = await openScope();
    const postId = randomUUID();
    const answer = await scope.transact(async (tx) => {
      await tx.insert(postId);
      await tx.events.emit('post:created', { postId });
      tx.audit({ target: `Post:${postId}` });
      tx.audit({ details: { title: 'A post' } });
      return 'done';
    });
    expect(answer).toBe('done');
    expect(await counts()).toEqual({ posts: 1, events: 1, audit: 1, claims: 0 });
    const [row] = await database.query(
      `SELECT actor_id, session_id, address, plugin, action, target, outcome, request_id, details
       FROM app.audit_entries WHERE tenant_id = $1`,
      [tenantId],
    );
    expect(row).toEqual({
      actor_id: userId,
      session_id: 'a session',
      address: '203.0.113.7',
      plugin: 'plugin-cms',
      action: 'createPost',
      target: `Post:${postId}`,
      outcome: 'OK',
      request_id: requestId,
      details: { title: 'A post' },
    });
  });

  it('takes everything back when the work throws', async () => {
    const { scope, counts } = await openScope();
    const work = scope.transact(async (tx) => {
      const postId = randomUUID();
      await tx.insert(postId);
      await tx.events.emit('post:created', { postId });
      await tx.claim('a group', randomUUID());
      tx.audit({ target: `Post:${postId}` });
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await counts()).toEqual({ posts: 0, events: 0, audit: 0, claims: 0 });
  });

  it('takes everything back when a statement fails, even if nobody looks', async () => {
    const { scope, counts } = await openScope();
    const postId = randomUUID();
    const work = scope.transact(async (tx) => {
      await tx.insert(postId);
      await tx.events.emit('post:created', { postId });
      await tx.insert(postId).catch(() => undefined);
    });
    await expect(work).rejects.toThrow();
    expect(await counts()).toEqual({ posts: 0, events: 0, audit: 0, claims: 0 });
  });

  it('emits nothing that its event book does not describe', async () => {
    const { scope, counts } = await openScope();
    const work = scope.transact(async (tx) => {
      await tx.insert(randomUUID());
      await tx.events.emit('post:created', { postId: 'nonsense' });
    });
    await expect(work).rejects.toThrow('Event post:created has the wrong data');
    expect(await counts()).toEqual({ posts: 0, events: 0, audit: 0, claims: 0 });
  });

  it('claims an event once, and a repeat leaves no audit row', async () => {
    const { scope, counts } = await openScope();
    const eventId = randomUUID();
    const claim = () => scope.transact((tx) => tx.claim('a group', eventId));
    expect(await Promise.all([claim(), claim()])).toEqual(expect.arrayContaining([true, false]));
    expect(await claim()).toBe(false);
    expect(await counts()).toEqual({ posts: 0, events: 0, audit: 1, claims: 1 });
  });

  it('does not let one tenant write for another', async () => {
    const [mine, other] = [await openScope(), await openScope()];
    await mine.scope.transact((tx) => tx.insert(randomUUID()));
    expect(await other.counts()).toEqual({ posts: 0, events: 0, audit: 0, claims: 0 });
  });
});
