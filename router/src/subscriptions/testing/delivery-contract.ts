import { randomUUID } from 'node:crypto';
import { createDispatcher, createLogger, type EventLog, uuidV7 } from '@gestas/sdk';
import type { TestDatabase } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plugins } from '../../execution/testing/event-world.ts';
import { createPluginWorld } from '../../execution/testing/plugin-world.ts';
import type { HubClient } from '../create-hub-client.ts';
import { createSubscriptionHub } from '../create-subscription-hub.ts';
import { CURSOR_KEY, type Delivered, open, take } from './start-hub.ts';
import { anIdentity, aViewer } from './viewers.ts';

/** One twin of the event log, beside the database whose outbox is the truth. */
export type DeliverySetup = {
  readonly database: TestDatabase;
  /** A log of its own connections. */
  openLog(): EventLog;
  stop(tenantIds: readonly string[]): Promise<void>;
};

const ARRIVE = 'subscription { postCreated { id headline: title author { name } } }';
const METRICS = `subscription ($name: String!) {
  m: metricUpdated(name: $name) { label: name value points { v } owner { name } }
}`;

/** Two routers over one twin, a dispatcher, and viewers of fresh tenants. */
type Harness = {
  signIn(): Promise<{
    readonly tenantId: string;
    readonly here: HubClient;
    readonly there: HubClient;
  }>;
  /** What a command does: an outbox row, without a position. */
  commit(tenantId: string, name: string, data: unknown): Promise<unknown>;
  stop(): Promise<void>;
};

/** From a committed outbox row to a subscriber, through the dispatcher, a twin of the log and the real graph. */
export function describeDelivery(start: () => Promise<DeliverySetup>): void {
  describe('delivery', () => {
    let harness: Harness;
    beforeAll(async () => {
      harness = await createHarness(await start());
    });
    afterAll(() => harness.stop());
    for (const [name, check] of Object.entries(CONTRACT)) it(name, () => check(harness));
  });
}

const CONTRACT: Record<string, (harness: Harness) => Promise<void>> = {
  'brings a committed event to its subscriber, joined over two plugins': async (harness) => {
    const { tenantId, here } = await harness.signIn();
    const stream = await open(here, ARRIVE);
    await harness.commit(tenantId, 'post:created', { postId: 'gone' });
    await harness.commit(tenantId, 'post:created', { postId: 'p1' });
    expect((await take(stream, 1))[0]?.data).toEqual({
      postCreated: { id: 'p1', headline: 'Post p1', author: { name: 'User u1' } },
    });
  },

  'reads a payload under the names the client asked for': async (harness) => {
    const { tenantId, here } = await harness.signIn();
    const stream = await open(here, METRICS, { variables: { name: 'posts' } });
    const owner = { id: 'u2' };
    await harness.commit(tenantId, 'metric:recorded', {
      name: 'other',
      value: 1,
      points: [],
      owner,
    });
    await harness.commit(tenantId, 'metric:recorded', {
      name: 'posts',
      value: 2,
      points: [{ v: 3 }],
      owner,
    });
    const [message] = await take(stream, 1);
    expect(message?.data).toEqual({
      m: { label: 'posts', value: 2, points: [{ v: 3 }], owner: { name: 'User u2' } },
    });
  },

  'gives null and an error for a field the viewer may not see, the rest of the event as ever':
    async (harness) => {
      const { tenantId, here } = await harness.signIn();
      const stream = await open(here, 'subscription { postCreated { id secret } }');
      await harness.commit(tenantId, 'post:created', { postId: 'p1' });
      const [message] = await take(stream, 1);
      expect(message?.data).toEqual({ postCreated: { id: 'p1', secret: null } });
      expect(message?.errors?.[0]?.extensions).toMatchObject({
        code: 'UNAUTHORIZED_FIELD_OR_TYPE',
        reason: 'FORBIDDEN',
      });
    },

  'continues on another router after the last message, each event once and in order': async (
    harness,
  ) => {
    const { tenantId, here, there } = await harness.signIn();
    const first = await open(here, ARRIVE);
    for (let index = 1; index <= 30; index += 1) {
      await harness.commit(tenantId, 'post:created', { postId: `p${index}` });
    }
    const before = await take(first, 12);
    here.close();
    const resumeFrom = before.at(-1)?.extensions?.cursor;
    const resumed = await open(there, ARRIVE, { resumeFrom });
    for (let index = 31; index <= 40; index += 1) {
      await harness.commit(tenantId, 'post:created', { postId: `p${index}` });
    }
    const after = await take(resumed, 28);
    const wanted = Array.from({ length: 40 }, (_, index) => `p${index + 1}`);
    expect([...before, ...after].map(idOf)).toEqual(wanted);
  },

  'never crosses tenants': async (harness) => {
    const [mine, foreign] = [await harness.signIn(), await harness.signIn()];
    const stream = await open(mine.here, ARRIVE);
    await open(foreign.here, ARRIVE);
    await harness.commit(foreign.tenantId, 'post:created', { postId: 'foreign' });
    await harness.commit(mine.tenantId, 'post:created', { postId: 'mine' });
    expect((await take(stream, 1)).map(idOf)).toEqual(['mine']);
  },
};

async function createHarness(setup: DeliverySetup): Promise<Harness> {
  const logger = createLogger('test', 'error', { write: () => undefined });
  const { database } = setup;
  const world = await createPluginWorld(plugins);
  const [eventLog, ...logs] = [setup.openLog(), setup.openLog(), setup.openLog()];
  const databaseUrl = database.urlOf('gestas_events');
  const dispatcher = await createDispatcher({ databaseUrl, eventLog, logger });
  const engine = { current: () => world.graph };
  const limits = { farewellMs: 1 };
  const hubs = logs.map((log) =>
    createSubscriptionHub({ engine, eventLog: log, cursorKey: CURSOR_KEY, limits, logger }),
  );
  const tenants: string[] = [];
  return {
    async signIn() {
      const { id: tenantId } = await database.createTenant();
      tenants.push(tenantId);
      const identity = anIdentity(aViewer({ tenantId }));
      const rest = { session: null, transport: 'websocket', forwardedHeaders: {} } as const;
      const caller = { ...identity, ...rest };
      const [here, there] = hubs.map((hub) => hub.connect({ caller, onEnd: () => {} }));
      if (!here || !there) throw new Error('two routers');
      return { tenantId, here, there };
    },
    commit: (tenantId, name, data) =>
      database.query(
        `insert into app.outbox (id, tenant_id, name, occurred_at, actor_id, traceparent, data)
         values ($1, $2, $3, now(), $4, null, $5)`,
        [uuidV7(), tenantId, name, randomUUID(), JSON.stringify(data)],
      ),
    async stop() {
      for (const hub of hubs) await hub.close();
      await dispatcher.stop();
      await Promise.all([eventLog, ...logs].map((log) => log.close()));
      await setup.stop(tenants);
    },
  };
}

function idOf({ data }: Delivered): unknown {
  return data?.postCreated?.id;
}
