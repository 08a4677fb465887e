import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Issue } from '../models/verdict.ts';
import type { GateJob, GateReply } from './worker-messages.ts';

/** Milliseconds: how long a job may take, and how long an idle process is kept. */
export type CrewOptions = { readonly timeoutMs?: number; readonly idleMs?: number };

/** Runs gate jobs in a process of their own, which is started when needed and ended when idle. */
export type GateCrew = {
  run(job: GateJob): Promise<readonly Issue[]>;
  /** Whether a process is alive. */
  isWarm(): boolean;
  stop(): Promise<void>;
};

type Waiting = {
  readonly resolve: (issues: readonly Issue[]) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
};

/** Megabytes of heap: TypeScript and the composer, one after the other. */
const HEAP_MB = 768;

/** Makes a crew of one process; jobs queue in it. A job that takes too long ends the process and fails. */
export function createGateCrew({
  timeoutMs = 180_000,
  idleMs = 60_000,
}: CrewOptions = {}): GateCrew {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | null = null;
  let idle: NodeJS.Timeout | undefined;
  let next = 1;

  const end = (reason: string) => {
    const ended = child;
    child = null;
    clearTimeout(idle);
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(new Error(reason));
    }
    waiting.clear();
    ended?.kill('SIGKILL');
  };
  const settle = (reply: GateReply) => {
    const job = waiting.get(reply.id);
    if (!job) return;
    waiting.delete(reply.id);
    clearTimeout(job.timer);
    if ('issues' in reply) job.resolve(reply.issues);
    else job.reject(new Error(reply.error));
    if (waiting.size === 0) {
      idle = setTimeout(() => end('idle'), idleMs);
      idle.unref();
      child?.unref();
      child?.channel?.unref();
    }
  };
  const start = () => {
    const started = spawnGateProcess();
    started.on('message', (reply: GateReply) => settle(reply));
    started.on('exit', (code) => {
      if (child === started) end(`the gate process ended with code ${code}`);
    });
    started.on('error', (error) => child === started && end(error.message));
    return started;
  };

  return {
    run(job) {
      clearTimeout(idle);
      child ??= start();
      child.ref();
      child.channel?.ref();
      const id = next++;
      return new Promise((resolve, reject) => {
        const late = () => end(`a gate took longer than ${timeoutMs} ms`);
        waiting.set(id, { resolve, reject, timer: setTimeout(late, timeoutMs) });
        child?.send({ id, job });
      });
    },
    isWarm: () => child !== null,
    async stop() {
      const ended = child;
      const gone = ended && new Promise((resolve) => ended.once('exit', resolve));
      end('the plugin stops');
      await gone;
    },
  };
}

/** Without the plugin's environment: no secret is within reach of what reads a candidate. */
function spawnGateProcess(): ChildProcess {
  return fork(fileURLToPath(new URL('./gate-process.mjs', import.meta.url)), [], {
    cwd: fileURLToPath(new URL('../../../../', import.meta.url)),
    env: { APOLLO_TELEMETRY_DISABLED: 'true', NODE_ENV: 'production' },
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
