import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDispatcher, createEventLog, LOG_LEVELS, type Logger, readEnv } from '@gestas/sdk';
import { z } from 'zod';

/** What the dispatcher's own process reads from the environment. Throws an Error listing every fault. */
export function readDispatcherEnv(source?: Record<string, string | undefined>) {
  return readEnv(
    {
      EVENTS_DATABASE_URL: z.url(),
      REDIS_URL: z.url().optional(),
      DISPATCHER_PORT: z.coerce.number().int().min(0).max(65_535).default(3009),
      LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
    },
    source,
  );
}

/** The parsed environment. */
type DispatcherEnv = ReturnType<typeof readDispatcherEnv>;

/** A running dispatcher, and where its health is asked. */
export type RunningDispatcher = { readonly port: number; stop(): Promise<void> };

/**
 * Brings committed events from the outbox into the log; several may run at once. `/health/live` and `/health/ready` answer on
 * `DISPATCHER_PORT`. Rejects when the database does not answer or the port is taken.
 */
export async function startDispatcher(
  env: DispatcherEnv,
  logger: Logger,
): Promise<RunningDispatcher> {
  const { EVENTS_DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = env;
  const eventLog = createEventLog({ redisUrl, databaseUrl, logger });
  try {
    const dispatcher = await createDispatcher({ databaseUrl, eventLog, logger });
    let isStopping = false;
    const server = await serveHealth(env.DISPATCHER_PORT, () => !isStopping);
    return {
      port: (server.address() as AddressInfo).port,
      async stop() {
        isStopping = true;
        await dispatcher.stop();
        await eventLog.close();
        server.close();
        server.closeAllConnections();
      },
    };
  } catch (error) {
    await eventLog.close();
    throw error;
  }
}

async function serveHealth(port: number, isReady: () => boolean): Promise<Server> {
  const server = createServer(({ url }, response) => {
    const isKnown = url === '/health/live' || url === '/health/ready';
    const isWell = url === '/health/live' || isReady();
    const status = isKnown ? (isWell ? 200 : 503) : 404;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status: status === 200 ? 'ok' : 'not ready' }));
  });
  server.listen(port);
  await once(server, 'listening');
  return server;
}
