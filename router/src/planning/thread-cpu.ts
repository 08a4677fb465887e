import { readFileSync, readlinkSync } from 'node:fs';

const MILLISECONDS_PER_TICK = 10;

/** The calling thread's id for `threadCpuMs`; null where the system doesn't tell (anything but Linux). */
export function currentThreadId(): number | null {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return null;
  }
}

/**
 * CPU time a thread of this process has used, in milliseconds (steps of 10); null when unknown. On a busy machine wall
 * time says little about how hard something is. Source: proc(5), fields 14 and 15 of `stat`.
 */
export function threadCpuMs(threadId: number | null): number | null {
  if (threadId === null) return null;
  try {
    const stat = readFileSync(`/proc/self/task/${threadId}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * MILLISECONDS_PER_TICK;
  } catch {
    return null;
  }
}
