import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hasCode } from './has-code.ts';

/** Whether a number belongs to a process, be it one that has ended and nobody has asked after yet (a zombie). */
export function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** Whether a process lives; with `commandPart`, whether it is the one expected (where the system tells). */
export function isAlive(pid: number, commandPart?: string): boolean {
  if (!isTaken(pid)) return false;
  const command = commandOf(pid);
  if (command === undefined || commandPart === undefined) return command !== '';
  return command.includes(commandPart);
}

/**
 * What tells a process from a later one with the same number: its number and when it started. Only the number where the
 * system doesn't say more; undefined for one that doesn't live.
 */
export function identityOf(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined;
  const started = startOf(pid);
  return started === undefined ? String(pid) : `${pid} ${started}`;
}

/** Sends a signal; a process that has ended meanwhile is fine. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}

/** Resolves when `condition` holds, asking every 20 ms; rejects with `message` after `timeoutMs`. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  timeoutMs: number,
  message: string,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(message);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The command line of a process; undefined where the system doesn't tell. */
export function commandOf(pid: number): string | undefined {
  return readProc(pid, 'cmdline')?.replaceAll('\0', ' ') ?? askPs(pid, 'command=');
}

/** The process that a process was started by, or that took it over; undefined where the system doesn't tell. */
export function parentOf(pid: number): number | undefined {
  return Number(readStat(pid, 4) ?? askPs(pid, 'ppid=')) || undefined;
}

function startOf(pid: number): string | undefined {
  return readStat(pid, 22) ?? askPs(pid, 'lstart=');
}

/** A field of /proc/PID/stat from the third on, counted after the name in brackets, which may hold anything (proc(5)). */
function readStat(pid: number, field: number): string | undefined {
  const stat = readProc(pid, 'stat');
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[field - 3];
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

/** Where there is no /proc, `ps` knows (POSIX); Windows has neither. */
function askPs(pid: number, field: string): string | undefined {
  const { status, stdout } = spawnSync('ps', ['-ww', '-o', field, '-p', String(pid)]);
  return status === 0 ? stdout.toString().trim() : undefined;
}
