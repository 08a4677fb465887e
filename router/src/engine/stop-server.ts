import type { Server } from 'node:http';

const DRAIN_MS = 4_000;

/**
 * Stops a server: nothing new is accepted, `closeStreams` ends what would go on for ever, requests under way get 4 s
 * to finish, then their connections are closed.
 */
export async function stopServer(
  server: Server,
  closeStreams: () => Promise<void>,
  drainMs: number = DRAIN_MS,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), drainMs);
  try {
    const streams = closeStreams();
    await Promise.race([Promise.all([closed, streams]), closed]);
  } finally {
    clearTimeout(timer);
  }
}
