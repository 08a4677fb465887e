import type { Worker } from 'node:worker_threads';
import { createLru } from '../planning/create-lru.ts';
import { endWhenOverdue } from '../planning/plan-deadline.ts';
import { threadCpuMs } from '../planning/thread-cpu.ts';
import type { ComposeMessage } from './compose-worker.ts';
import type { Composer, Composition, Subgraph } from './composition.ts';
import { compositionId } from './composition-id.ts';
import { spawnWorker } from './spawn-worker.ts';

/** Wall time is given up after this many times the limit. */
const WALL_PATIENCE = 6;

/** Limits of one composition. */
export type ComposerOptions = {
  /** CPU milliseconds; wall time where CPU time is unknown. 10,000 when left out. */
  readonly timeoutMs?: number;
  /** 512 when left out. */
  readonly heapMb?: number;
};

/**
 * Makes a composer that works in a worker thread (10 s, 512 MB) and remembers the last 32 results by the hash of the
 * set of subgraphs. A throw, a crash, too much memory and too long a time are refusals like any other fault.
 */
export function createComposer({
  timeoutMs = 10_000,
  heapMb = 512,
}: ComposerOptions = {}): Composer {
  const known = createLru<Promise<Composition>>(32);
  return (subgraphs) => {
    const id = compositionId(
      subgraphs.map(({ name, url, sdl }) => JSON.stringify([name, url, sdl])),
    );
    const before = known.get(id);
    if (before) return before;
    const composition = composeInWorker(id, subgraphs, timeoutMs, heapMb);
    known.set(id, composition);
    return composition.then((result) => {
      if (!result.ok && result.faults.some(({ code }) => isPassing(code))) known.delete(id);
      return result;
    });
  };
}

const PASSING = ['COMPOSITION_TIMEOUT', 'COMPOSITION_CRASHED'];

function isPassing(code: string): boolean {
  return PASSING.includes(code);
}

async function composeInWorker(
  id: string,
  subgraphs: readonly Subgraph[],
  timeoutMs: number,
  heapMb: number,
): Promise<Composition> {
  const worker = spawnWorker(new URL('./compose-worker.ts', import.meta.url), { heapMb });
  worker.ref();
  try {
    return await answerOf(worker, { id, subgraphs }, timeoutMs);
  } finally {
    await worker.terminate();
  }
}

/** The limit is CPU time of the worker where the system tells it: a busy machine says nothing about the schemas. */
function answerOf(worker: Worker, job: unknown, timeoutMs: number): Promise<Composition> {
  return new Promise((resolve) => {
    let threadId: number | null = null;
    const late = refusal('COMPOSITION_TIMEOUT', `Composition took longer than ${timeoutMs} ms.`);
    const overdue = { cpuMs: () => threadCpuMs(threadId), end: async () => settle(late) };
    const callOff = endWhenOverdue(overdue, timeoutMs, WALL_PATIENCE);
    const settle = (result: Composition) => {
      callOff();
      resolve(result);
    };
    worker.on('message', (message: ComposeMessage) => {
      if ('threadId' in message) threadId = message.threadId;
      else settle(message);
    });
    worker.once('error', (error) => settle(refusal('COMPOSITION_CRASHED', error.message)));
    worker.once('exit', (code) => {
      settle(refusal('COMPOSITION_CRASHED', `The composer ended with code ${code}.`));
    });
    worker.postMessage(job);
  });
}

function refusal(code: string, message: string): Composition {
  return { ok: false, faults: [{ code, message, coordinates: [] }] };
}
