import type { Redis } from 'ioredis';
import type { DeadLetter, EventEnvelope } from '../event-log.ts';
import { REQUEUE } from './group-scripts.ts';
import { groupKeys } from './redis-group-store.ts';
import type { RedisKeys } from './redis-keys.ts';
import { runScript } from './run-script.ts';

type Letter = DeadLetter & { readonly id: string; readonly text: string };

/** The group's letters, in the order they were buried. */
export async function listRedisDeadLetters(
  client: Redis,
  keys: RedisKeys,
  group: string,
  tenantId: string,
): Promise<readonly Letter[]> {
  const entries = await client.xrange(keys.dead(tenantId, group), '-', '+');
  return entries.map(([id, [, text = '', , attempts, , reason = '']]) => {
    const event: EventEnvelope = JSON.parse(text);
    return { id, text, event, attempts: Number(attempts), reason };
  });
}

/** Gives a letter back to its group; false when there is none. */
export async function requeueInRedis(
  client: Redis,
  keys: RedisKeys,
  group: string,
  tenantId: string,
  eventId: string,
): Promise<boolean> {
  const letters = await listRedisDeadLetters(client, keys, group, tenantId);
  const letter = letters.find(({ event }) => event.id === eventId);
  if (!letter) return false;
  const args = [group, '', letter.id, letter.text];
  return (await runScript(client, REQUEUE, groupKeys(keys, tenantId, group), args)) === 1;
}
