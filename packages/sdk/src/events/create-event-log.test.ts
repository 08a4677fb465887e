import { expect, it } from '@jest/globals';
import { createLogger } from '../create-logger.ts';
import { createEventLog } from './create-event-log.ts';

const logger = createLogger('test', 'error', { write: () => undefined });
const databaseUrl = 'postgres://nobody@127.0.0.1:1/nothing';

it.each([
  ['redis', 'redis://127.0.0.1:1'],
  ['postgres', undefined],
  ['postgres', ''],
])('chooses %s when the Redis URL is %p, and closes though nothing answers', async (kind, url) => {
  const log = createEventLog({ redisUrl: url, databaseUrl, logger });
  expect(log.kind).toBe(kind);
  await log.onBell(() => undefined);
  await expect(log.lastPosition('tenant')).rejects.toThrow();
  await log.close();
});
