import { readFileSync } from 'node:fs';

const MEGABYTE = 1024 * 1024;
/** What `/proc/PID/statm` counts in. */
const PAGE_BYTES = 4096;

/** What a plugin's process may take and how long it may be silent. */
export type GuardLimits = {
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Resident memory, in megabytes. */
  readonly mostMegabytes: number;
  /** Looks in a row without an answer. */
  readonly mostSilences: number;
};

/** A machine that runs this many plugins of 150 MB each is not to be filled by one. A minute of silence is a hang. */
const GUARD_LIMITS: GuardLimits = {
  everyMs: 5_000,
  mostMegabytes: 768,
  mostSilences: 6,
};

/** What is guarded. */
export type Guarded = {
  readonly pid: number | undefined;
  /** Any address of the process's server. */
  readonly url: string;
  /** Ends it, with why. */
  readonly kill: (reason: string) => void;
  readonly limits?: GuardLimits;
  readonly memoryOf?: typeof residentMegabytes;
  readonly answers?: (url: string, withinMs: number) => Promise<boolean>;
};

/**
 * Ends a process that takes too much memory (where the system says so: Linux), or whose server, which had answered once,
 * is silent for too long: its event loop stands. Whoever keeps it running starts it again, or leaves it out. Call the
 * function returned when it has ended.
 */
export function guardProcess(guarded: Guarded): () => void {
  const { pid, url, kill, limits = GUARD_LIMITS } = guarded;
  const { memoryOf = residentMegabytes, answers = isAlive } = guarded;
  let silences = Number.NEGATIVE_INFINITY; // until it has answered once
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const end = (reason: string) => {
    isOver = true;
    kill(reason);
  };
  const look = async () => {
    const used = pid === undefined ? null : memoryOf(pid);
    if (used !== null && used > limits.mostMegabytes) {
      return end(`it used ${Math.round(used)} MB of memory, and may use ${limits.mostMegabytes}`);
    }
    silences = (await answers(url, limits.everyMs)) ? 0 : silences + 1;
    if (isOver) return;
    if (silences >= limits.mostSilences) return end('it no longer answered');
    timer = setTimeout(look, limits.everyMs);
    timer.unref();
  };
  timer = setTimeout(look, limits.everyMs);
  timer.unref();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** Resident memory of a process in megabytes; null where there is no `/proc`, or no such process. */
export function residentMegabytes(pid: number): number | null {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return (pages * PAGE_BYTES) / MEGABYTE;
  } catch {
    return null;
  }
}

async function isAlive(url: string, withinMs: number): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(withinMs);
    const answer = await fetch(new URL('/health/live', url), { signal });
    await answer.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
