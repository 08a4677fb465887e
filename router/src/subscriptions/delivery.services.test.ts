import { once } from 'node:events';
import { connect } from 'node:net';
import { createEventLog, createLogger, readEnv } from '@gestas/sdk';
import { startTestDatabase } from '@gestas/sdk/testing';
import { z } from 'zod';
import { describeDelivery } from './testing/delivery-contract.ts';

const { REDIS_URL } = readEnv({ REDIS_URL: z.url().default('redis://127.0.0.1:6379') });

describeDelivery(async () => {
  const database = await startTestDatabase();
  const logger = createLogger('test', 'error', { write: () => undefined });
  const databaseUrl = database.urlOf('gestas_events');
  return {
    database,
    openLog: () => createEventLog({ redisUrl: REDIS_URL, databaseUrl, logger }),
    async stop(tenantIds) {
      const streams = tenantIds.map((tenantId) => `events:{${tenantId}}`);
      await forget([`DEL ${streams.join(' ')}`, `SREM events:tenants ${tenantIds.join(' ')}`]);
      await database.stop();
    },
  };
});

/** Leaves nothing of the tests' tenants in a Redis that others use. */
async function forget(commands: readonly string[]): Promise<void> {
  const { hostname, port } = new URL(REDIS_URL);
  const socket = connect(Number(port), hostname);
  socket.write(`${commands.join('\r\n')}\r\n`);
  await once(socket, 'data');
  socket.destroy();
}
