import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, isTaken, waitUntil } from './processes.ts';

/** A PostgreSQL server as its pid file tells of it. */
export type Postmaster = { readonly pid: number; readonly port: number };

const ENDING_MS = 2_000;

/** The server that runs on a cluster, by its pid file. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  const { pid, port } = readPidFile(cluster);
  return pid && port && isAlive(pid, cluster) ? { pid, port } : undefined;
}

/**
 * PostgreSQL itself clears a pid file whose process is gone, but refuses to start while the number is taken: by its last
 * server, which is only just ending, or by a stranger that has got the number since.
 */
export async function clearPidFile(cluster: string): Promise<void> {
  const { pid } = readPidFile(cluster);
  const isFree = () => pid === 0 || !isTaken(pid);
  if (pid && isTaken(pid) && !isAlive(pid)) {
    await waitUntil(isFree, ENDING_MS, '').catch(() => undefined); // what nobody asks after stays
  }
  if (pid === 0 || !isFree()) rmSync(pidFileOf(cluster), { force: true });
}

function readPidFile(cluster: string): Postmaster {
  const file = pidFileOf(cluster);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return { pid: Number(lines[0]) || 0, port: Number(lines[3]) || 0 };
}

function pidFileOf(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}
