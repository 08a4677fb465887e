import type { Logger } from '../../create-logger.ts';
import type { EventChoice } from '../event-choice.ts';
import type { EventEnvelope } from '../event-log.ts';
import type { Delivery, GroupStore, Next } from '../group-store.ts';
import type { RedisConnection } from './connect-redis.ts';
import { BURY, NEXT, RELEASE, RETRY_LATER } from './group-scripts.ts';
import type { RedisKeys } from './redis-keys.ts';
import { runScript, type Script } from './run-script.ts';

/** Who consumes: one member of one group. */
export type RedisMember = EventChoice & {
  readonly group: string;
  readonly member: string;
  readonly claimAfterMs: number;
};

/** The keys that every group script takes, in its order. */
export function groupKeys(keys: RedisKeys, tenantId: string, group: string): readonly string[] {
  return [
    keys.stream(tenantId),
    keys.lease(tenantId, group),
    keys.retry(tenantId, group),
    keys.dead(tenantId, group),
    keys.requeued(tenantId, group),
  ];
}

/** A delivery as the scripts name it: a stream id, or a requeued letter's text. */
function named(delivery: Delivery | undefined): readonly [id: string, letter: string] {
  if (!delivery) return ['', ''];
  const { event, requeued } = delivery;
  return requeued ? ['', JSON.stringify(event)] : [`${event.position}-0`, ''];
}

/**
 * A Redis consumer group on each tenant's stream, under a lease key per tenant. The member remembers how far it came, so
 * that a group lost in a flush starts from there; a member without such knowledge starts with the oldest event kept.
 */
export function createRedisGroupStore(
  connection: RedisConnection,
  keys: RedisKeys,
  self: RedisMember,
  logger: Logger,
): GroupStore {
  const { group, member, claimAfterMs } = self;
  const choice = JSON.stringify({ names: self.names, except: self.except });
  const known = new Map<string, number>();

  const run = (source: Script, tenantId: string, ...args: (string | number)[]) =>
    connection.run((client) =>
      runScript(client, source, groupKeys(keys, tenantId, group), [group, member, ...args]),
    );

  /** The group has dealt with the event, and everything before it. */
  function remember({ event, requeued }: Delivery): void {
    if (requeued) return;
    known.set(event.tenantId, Math.max(event.position, known.get(event.tenantId) ?? 0));
  }

  return {
    tenants: () => connection.run((client) => client.smembers(keys.tenants)),
    async next(tenantId, handled) {
      if (handled) remember(handled);
      const position = known.get(tenantId) ?? 0;
      const reply = await run(NEXT, tenantId, claimAfterMs, position, choice, ...named(handled));
      const { next, missed } = parseNext(reply);
      if (missed)
        logger.error({ group, tenantId, missed }, 'events aged out before they were read');
      return next;
    },
    async retryLater({ event }, delayMs, reason) {
      await run(RETRY_LATER, event.tenantId, Math.ceil(delayMs), reason);
    },
    async bury(delivery, reason) {
      const { event, attempt } = delivery;
      const args = [...named(delivery), JSON.stringify(event), attempt, reason];
      if ((await run(BURY, event.tenantId, ...args)) === 1) remember(delivery);
    },
    async release(tenantId, handled) {
      if (handled) remember(handled);
      await run(RELEASE, tenantId, ...named(handled));
    },
  };
}

/** Reads the answer of the `NEXT` script. */
function parseNext(reply: unknown): { next: Next; missed?: number } {
  const [kind, ...rest] = reply as [string, ...unknown[]];
  if (kind === 'later') return { next: { kind, inMs: Math.max(0, Number(rest[0])) } };
  if (kind === 'letter') return { next: delivery(rest[0], rest[1], true) };
  if (kind !== 'delivery') return { next: { kind: 'idle' } };
  return { next: delivery(rest[1], rest[2], false), missed: Number(rest[3]) };
}

function delivery(text: unknown, attempt: unknown, requeued: boolean): Next {
  const event: EventEnvelope = JSON.parse(String(text));
  return { kind: 'delivery', delivery: { event, attempt: Number(attempt), requeued } };
}
