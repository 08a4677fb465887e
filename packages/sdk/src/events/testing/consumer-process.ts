import { z } from 'zod';
import { createLogger } from '../../create-logger.ts';
import { readEnv } from '../../read-env.ts';
import { createPostgresEventLog } from '../postgres/create-postgres-event-log.ts';
import { createRedisEventLog } from '../redis/create-redis-event-log.ts';

// A process of its own that joins a group, says what it gets and never finishes it: it is there to be killed.
const env = readEnv({
  TEST_TWIN: z.enum(['redis', 'postgres']),
  TEST_URL: z.url(),
  TEST_PREFIX: z.string().default(''),
  TEST_GROUP: z.string(),
  TEST_TENANT: z.string(),
  TEST_CLAIM_MS: z.coerce.number(),
});
const logger = createLogger('consumer process', 'error', { write: () => undefined });
const log =
  env.TEST_TWIN === 'redis'
    ? createRedisEventLog({ url: env.TEST_URL, prefix: env.TEST_PREFIX, logger })
    : createPostgresEventLog({ connectionString: env.TEST_URL, logger });

// It does not outlive the test that started it.
process.stdin.resume().once('close', () => process.exit());

await log.consume({
  group: env.TEST_GROUP,
  names: ['post:created'],
  claimAfterMs: env.TEST_CLAIM_MS,
  pollMs: 50,
  async handler({ tenantId, position }) {
    if (tenantId !== env.TEST_TENANT) return;
    process.stdout.write(`${position}\n`);
    await new Promise(() => undefined);
  },
});
