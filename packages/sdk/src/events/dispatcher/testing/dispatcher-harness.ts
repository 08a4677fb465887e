import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createLogger } from '../../../create-logger.ts';
import type { TestDatabase } from '../../../testing/index.ts';
import type { ConsumeOptions, EventLog, Running } from '../../event-log.ts';
import { sampleEvents } from '../../testing/sample-event.ts';
import { type Store, storeInOutbox } from '../../testing/store-in-outbox.ts';
import { createDispatcher, type DispatcherOptions } from '../create-dispatcher.ts';
import { type Follower, followLog } from './follow-log.ts';

/** One twin of the log under test, with the database that is its truth. */
export type DispatcherSetup = {
  readonly database: TestDatabase;
  /** A log of its own connections, as another process has. */
  openLog(): EventLog;
  /** Cuts every connection to the log. */
  cut(): Promise<unknown>;
  stop(): Promise<void>;
};

/** A writer's connection. What it adds is one transaction between `begin` and `commit`, else one for each call. */
export type Writer = {
  readonly client: pg.Client;
  /** Adds events and returns their ids in order. */
  add(tenantId: string, count: number): Promise<string[]>;
};

/** A fresh tenant, its dispatchers, writers and followers, for one check. */
export type DispatcherHarness = {
  readonly setup: DispatcherSetup;
  readonly log: EventLog;
  readonly tenantId: string;
  newTenant(): Promise<string>;
  writer(): Promise<Writer>;
  /** Commits events of a tenant at once and returns their ids in order. */
  commit(tenantId: string, count: number): Promise<string[]>;
  /** Starts a dispatcher as another process has it, which looks for lost events every 30 ms. */
  dispatch(more?: Partial<DispatcherOptions>): Promise<Running>;
  follow(tenantId: string): Promise<Follower>;
  /** Joins a group of its own as its only member; returns the positions it handles for the tenant, as they come. */
  consume(tenantId: string, more?: Partial<ConsumeOptions>): Promise<readonly number[]>;
  stop(): Promise<void>;
};

/** Makes a harness over a twin. */
export async function createDispatcherHarness(setup: DispatcherSetup): Promise<DispatcherHarness> {
  const { database } = setup;
  const ends: (() => Promise<unknown>)[] = [];

  function openLog(): EventLog {
    const log = setup.openLog();
    ends.push(() => log.close());
    return log;
  }

  const newTenant = async () => (await database.createTenant()).id;
  return {
    setup,
    log: openLog(),
    tenantId: await newTenant(),
    newTenant,
    async writer() {
      const client = new pg.Client({ connectionString: database.adminUrl });
      await client.connect();
      ends.push(() => client.end());
      return { client, add: (tenantId, count) => add(client, tenantId, count) };
    },
    commit: (tenantId, count) => add(database, tenantId, count),
    async dispatch(more = {}) {
      const dispatcher = await createDispatcher({
        databaseUrl: database.urlOf('gestas_events'),
        eventLog: openLog(),
        logger: createLogger('test', 'error', { write: () => undefined }),
        pollMs: 30,
        ...more,
      });
      ends.push(() => dispatcher.stop());
      return dispatcher;
    },
    async follow(tenantId) {
      const follower = await followLog(openLog(), tenantId);
      ends.push(() => follower.stop());
      return follower;
    },
    async consume(tenantId, more = {}) {
      const handled: number[] = [];
      await openLog().consume({
        group: randomUUID(),
        names: ['post:created'],
        pollMs: 50,
        async handler(event) {
          if (event.tenantId === tenantId) handled.push(event.position);
        },
        ...more,
      });
      return handled;
    },
    async stop() {
      for (const end of ends.reverse()) await end();
    },
  };
}

async function add(db: Store, tenantId: string, count: number): Promise<string[]> {
  const events = sampleEvents(tenantId, 1, count);
  await storeInOutbox(db, events);
  return events.map(({ id }) => id);
}
