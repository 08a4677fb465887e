import { Redis } from 'ioredis';

const PATIENCE_MS = 5_000;

/**
 * Asks a Redis once whether it answers, takes the credentials and has the database of the URL: connections that reconnect
 * for ever would hide at a start that it never will.
 * @throws Error that names the server, without credentials, and the reason.
 */
export async function checkRedis(url: string): Promise<void> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    disconnectTimeout: 200,
    disableClientInfo: true,
  });
  let reason: unknown; // the event says why; the rejected promise only that the connection is closed
  client.on('error', (error) => {
    reason ??= error;
  });
  try {
    await client.connect();
    await client.ping();
    if (reason) throw reason;
  } catch (error) {
    const cause = reason ?? error;
    const { message } = cause as Error;
    throw new Error(`Redis at ${new URL(url).host} cannot be used: ${message}`, { cause });
  } finally {
    client.disconnect();
  }
}
