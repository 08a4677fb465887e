import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { InFlight } from './create-in-flight.ts';

/** How patiently a server stops; milliseconds. */
export type DrainLimits = {
  /** How long it goes on accepting after it has said that it is not ready, so that balancers hear of it; 0. */
  readonly waitMs?: number | undefined;
  /** How long requests under way may take to finish; 3,500: a start in one process ends within 5 s. */
  readonly limitMs?: number | undefined;
};

const LIMIT_MS = 3_500;

/**
 * Stops a server that already says it is not ready: waits, accepts nothing new, lets requests under way finish, then
 * ends what would go on for ever with `closeStreams` (which tells clients where to continue), and cuts what is left.
 */
export async function stopServer(
  server: Server,
  inFlight: InFlight,
  closeStreams: () => Promise<void>,
  { waitMs = 0, limitMs = LIMIT_MS }: DrainLimits = {},
): Promise<void> {
  if (waitMs > 0) await delay(waitMs);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await inFlight.idle(limitMs);
  await closeStreams();
  server.closeAllConnections();
  await closed;
}
