import { expect, it } from '@jest/globals';
import { createLogger } from '../create-logger.ts';
import { createKeyValue } from './create-key-value.ts';

const logger = createLogger('test', 'error', { write: () => undefined });
const databaseUrl = 'postgres://nobody@127.0.0.1:1/nothing';

it.each([
  ['redis', 'redis://127.0.0.1:1'],
  ['postgres', undefined],
  ['postgres', ''],
])('chooses %s when the Redis URL is %p, and closes though nothing answers', async (kind, url) => {
  const store = createKeyValue({ redisUrl: url, databaseUrl, logger });
  expect(store.kind).toBe(kind);
  await expect(store.get('key')).rejects.toThrow();
  await store.close();
});
