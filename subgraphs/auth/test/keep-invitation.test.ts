import { randomUUID } from 'node:crypto';
import { createDispatcher, createEventLog, createLogger, type EventLog, uuidV7 } from '@gestas/sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AuthWorld, startAuthWorld } from './support/auth-world.ts';

const logger = createLogger('test', 'error');
let auth: AuthWorld;
let eventLog: EventLog;
let dispatcher: { stop(): Promise<void> };
beforeAll(async () => {
  auth = await startAuthWorld();
  const databaseUrl = auth.database.urlOf('gestas_events');
  eventLog = createEventLog({ databaseUrl, logger });
  dispatcher = await createDispatcher({ databaseUrl, eventLog, logger, pollMs: 100 });
});
afterAll(async () => {
  await dispatcher.stop();
  await eventLog.close();
  await auth.stop();
});

const GROUP = 'plugin-auth';

/** Commits an event of a new tenant, as system does. */
async function announce(data: object) {
  const { id: tenantId } = await auth.database.createTenant();
  const eventId = uuidV7();
  await auth.database.query(
    `INSERT INTO app.outbox (id, tenant_id, name, data) VALUES ($1, $2, 'user:created', $3)`,
    [eventId, tenantId, data],
  );
  return { tenantId, eventId };
}

const invitationsOf = (tenantId: string) =>
  auth.database.query(
    'SELECT user_id, token_hash, expires_at, used_at FROM auth.invitations WHERE tenant_id = $1',
    [tenantId],
  );

/** Waits until the group has gone past the tenant's only event. */
async function untilConsumed(tenantId: string): Promise<void> {
  for (;;) {
    const rows = await auth.database.query(
      `SELECT 1 FROM platform_control.consumer_offsets
       WHERE consumer_group = $1 AND tenant_id = $2 AND position = 1`,
      [GROUP, tenantId],
    );
    if (rows.length > 0) return;
    await new Promise(setImmediate);
  }
}

const invitation = () => ({
  userId: randomUUID(),
  invitationHash: randomUUID().replaceAll('-', '').repeat(2),
  invitationExpiresAt: '2027-01-31T09:30:00.000Z',
});

describe('on user:created', () => {
  it('keeps the invitation, and only once when the event is delivered twice', async () => {
    const data = invitation();
    const { tenantId } = await announce(data);
    await untilConsumed(tenantId);
    await auth.database.query(
      'UPDATE platform_control.consumer_offsets SET position = 0 WHERE tenant_id = $1',
      [tenantId],
    );
    await untilConsumed(tenantId);
    expect(await invitationsOf(tenantId)).toEqual([
      {
        user_id: data.userId,
        token_hash: data.invitationHash,
        expires_at: new Date(data.invitationExpiresAt),
        used_at: null,
      },
    ]);
    expect(await auth.audited(tenantId)).toEqual([
      { action: 'on user:created', outcome: 'OK', target: `User:${data.userId}` },
    ]);
  });

  it('keeps nothing of an event of another shape, and tries again', async () => {
    const { tenantId } = await announce({ userId: 'nobody' });
    let attempts = 0;
    while (attempts === 0) {
      const [row] = await auth.database.query<{ attempts: number }>(
        'SELECT attempts FROM platform_control.consumer_offsets WHERE tenant_id = $1',
        [tenantId],
      );
      attempts = row?.attempts ?? 0;
    }
    expect(await invitationsOf(tenantId)).toEqual([]);
    expect(await auth.audited(tenantId)).toEqual([]);
  });
});
