import type { PrivateRedis } from '../../testing/start-private-redis.ts';

/** Cuts every connection of clients, subscribers included, as `CLIENT KILL` does. */
export async function killClients(redis: PrivateRedis): Promise<void> {
  await redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
  await redis.command('CLIENT', 'KILL', 'TYPE', 'normal');
}

/** Makes the server answer nobody for a while; resolves when it answers again. */
export async function hang(redis: PrivateRedis, seconds: number): Promise<void> {
  await redis.command('DEBUG', 'SLEEP', String(seconds));
}
