import { checkRedis as askRedis } from '@gestas/sdk';
import { Redis } from 'ioredis';
import { hasRedisServer } from '../embedded/redis.ts';
import { type Finding, fail, ok, reasonOf, type Site, warn } from './finding.ts';

const OLDEST = 6;

/** Redis: whether it answers, its version, and whether it keeps what it is given. */
export async function checkRedis({ source }: Site): Promise<readonly Finding[]> {
  if (source.GESTAS_REDIS === 'off')
    return [ok('redis', 'switched off: PostgreSQL carries events')];
  const url = source.REDIS_URL;
  if (!url) {
    return hasRedisServer()
      ? [ok('redis', 'redis-server is on the PATH and is started privately')]
      : [
          warn(
            'redis',
            'no REDIS_URL, no redis-server: PostgreSQL carries events',
            'Install Redis, or set REDIS_URL.',
          ),
        ];
  }
  try {
    await askRedis(url);
    return findingsOf(await readInfo(url));
  } catch (error) {
    return [
      fail('redis', reasonOf(error), 'Start it, correct REDIS_URL, or leave REDIS_URL empty.'),
    ];
  }
}

async function readInfo(url: string): Promise<ReadonlyMap<string, string>> {
  const client = new Redis(url, { maxRetriesPerRequest: 0, retryStrategy: () => null });
  client.on('error', () => undefined); // the command says so
  try {
    const text = await client.info();
    const pairs = text.split('\r\n').map((line) => line.split(':', 2));
    return new Map(pairs.map(([name = '', value = '']) => [name, value]));
  } finally {
    client.disconnect();
  }
}

function findingsOf(info: ReadonlyMap<string, string>): readonly Finding[] {
  const version = info.get('redis_version') ?? '';
  const policy = info.get('maxmemory_policy') ?? '';
  const keeps = info.get('aof_enabled') === '1';
  return [
    Number.parseInt(version, 10) >= OLDEST
      ? ok('redis', `answers, version ${version}`)
      : fail('redis', `version ${version} is older than ${OLDEST}`, 'Install Redis 6 or newer.'),
    keeps
      ? ok('redis persistence', 'append-only file')
      : warn(
          'redis persistence',
          'none: a restart forgets sessions that were ended, and clients are told of gaps',
          'Set appendonly yes (CONFIG SET appendonly yes, then CONFIG REWRITE).',
        ),
    policy === 'noeviction'
      ? ok('redis maxmemory-policy', policy)
      : fail(
          'redis maxmemory-policy',
          `${policy} may throw away leases and events`,
          'Set maxmemory-policy noeviction.',
        ),
  ];
}
