/**
 * Connections to PostgreSQL that one process opens at most: a plugin's four slots and its events' bell, and three each for
 * the event log and the key-value store where there is no Redis.
 */
export const CONNECTIONS_A_PROCESS = 12;

/** What a platform of so many plugins opens at most: each a process of its own, the router, and the dispatcher with the start. */
export function connectionsNeeded(plugins: number): number {
  return (plugins + 2) * CONNECTIONS_A_PROCESS;
}
