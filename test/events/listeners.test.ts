import { randomUUID } from 'node:crypto';
import { createDispatcher, createEventLog, createLogger, type EventLog, uuidV7 } from '@gestas/sdk';
import { startTestPlugin, type TestPlugin } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { definition } from '../../subgraphs/cms/src/definition.ts';

const logger = createLogger('test', 'error', { write: () => undefined });
const heard: string[] = [];
const listener = (who: string) => async (_tx: unknown, event: { name: string }) => {
  heard.push(`${who} ${event.name}`);
};
const withListeners = (consumes: readonly string[]) => ({
  ...definition,
  manifest: { ...definition.manifest, consumes },
  listeners: Object.fromEntries(consumes.map((name) => [name, listener(name)])),
});

let cms: TestPlugin;
let eventLog: EventLog;
let dispatcher: { stop(): Promise<void> };
beforeAll(async () => {
  cms = await startTestPlugin(withListeners(['*', 'user:created', 'post:deleted']));
  const databaseUrl = cms.database.urlOf('gestas_events');
  eventLog = createEventLog({ databaseUrl, logger });
  dispatcher = await createDispatcher({ databaseUrl, eventLog, logger, pollMs: 100 });
});
afterAll(async () => {
  await dispatcher.stop();
  await eventLog.close();
  await cms.stop();
});

/** Commits events of a new tenant and waits until all have been dealt with. */
async function announce(...names: readonly string[]): Promise<string> {
  const { id: tenantId } = await cms.database.createTenant();
  for (const name of names) {
    await cms.database.query(
      'INSERT INTO app.outbox (id, tenant_id, name, actor_id, data) VALUES ($1, $2, $3, $4, $5)',
      [uuidV7(), tenantId, name, randomUUID(), {}],
    );
  }
  for (;;) {
    const rows = await cms.database.query(
      'SELECT 1 FROM platform_control.consumer_offsets WHERE tenant_id = $1 AND position = $2',
      [tenantId, names.length],
    );
    if (rows.length > 0) return tenantId;
    await new Promise(setImmediate);
  }
}

describe('a listener for every event', () => {
  it('is given all that has no listener of its own, except what its plugin emits; a named one may have that', async () => {
    heard.length = 0;
    await announce('user:created', 'invoice:paid', 'post:created', 'post:deleted', 'user:updated');
    expect(heard).toEqual([
      'user:created user:created',
      '* invoice:paid',
      'post:deleted post:deleted',
      '* user:updated',
    ]);
  });

  it('leaves no audit row, where a named one does', async () => {
    const tenantId = await announce('invoice:paid', 'user:created');
    expect(await cms.audited(tenantId)).toEqual([
      { action: 'on user:created', outcome: 'OK', target: null },
    ]);
  });
});
