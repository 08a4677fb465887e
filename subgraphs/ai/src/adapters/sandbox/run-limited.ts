import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { PASSWD, PASSWD_CHANNEL, REPORT_CHANNEL } from './bubblewrap-command.ts';
import { memoryOf } from './memory-of.ts';
import type { SandboxLimits } from './sandbox-limits.ts';

/** How a sandbox came to its end, what it reported, and how its output begins. */
export type LimitedRun = {
  readonly end: 'EXITED' | 'TOO_SLOW' | 'TOO_LOUD' | 'TOO_LARGE' | 'NOT_FOUND';
  readonly report: string;
  readonly said: string;
};

/** What is started, and what it reads. */
export type LimitedTask = {
  readonly command: string;
  readonly args: readonly string[];
  readonly input: string;
  readonly limits: Pick<SandboxLimits, 'wallMs' | 'outputBytes' | 'memoryBytes'>;
  readonly signal: AbortSignal;
};

const LOOK_MS = 250;
const MOST_KEPT = 4_096;
/** Where `bwrap` is looked for. It is given no other variable: a process can be asked what it was started with. */
const PATH = '/usr/local/bin:/usr/bin:/bin';

/**
 * Runs a sandbox until it ends, or ends it with all that is in it when it exceeds a limit. Whatever came of it, nothing of it
 * is left when this answers.
 * @throws the signal's reason when it is aborted.
 */
export async function runLimited(task: LimitedTask): Promise<LimitedRun> {
  const { command, args, input, limits, signal } = task;
  signal.throwIfAborted();
  const child = spawn(command, args, {
    cwd: '/',
    env: { PATH },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const watch = watchLimits(child, limits, signal);
  write(child.stdin, input);
  write(child.stdio[PASSWD_CHANNEL] as Writable | null, PASSWD);
  const missing = await ended(child);
  watch.stop();
  signal.throwIfAborted();
  const end = missing ? 'NOT_FOUND' : (watch.exceeded() ?? 'EXITED');
  return { end, report: watch.report(), said: watch.said() };
}

/** Whether the program is not there; every channel is closed then, which a process that is left would hold open. */
function ended(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(true));
    child.once('close', () => resolve(false));
  });
}

function watchLimits(child: ChildProcess, limits: LimitedTask['limits'], signal: AbortSignal) {
  let exceeded: LimitedRun['end'] | null = null;
  let [bytes, report, said] = [0, '', ''];
  const kill = () => killInside(child);
  const exceed = (end: LimitedRun['end']) => {
    exceeded ??= end;
    kill();
  };
  const count = (data: Buffer) => {
    bytes += data.length;
    if (bytes > limits.outputBytes) exceed('TOO_LOUD');
  };
  const keep = (kept: string, data: Buffer) => (kept + data).slice(0, MOST_KEPT);
  child.stdout?.on('data', count);
  child.stderr?.on('data', (data: Buffer) => {
    count(data);
    said = keep(said, data);
  });
  (child.stdio[REPORT_CHANNEL] as Readable | null)?.on('data', (data: Buffer) => {
    count(data);
    report = keep(report, data);
  });
  const late = setTimeout(() => exceed('TOO_SLOW'), limits.wallMs);
  const look = setInterval(async () => {
    if (child.pid && (await memoryOf(child.pid)) > limits.memoryBytes) exceed('TOO_LARGE');
  }, LOOK_MS);
  signal.addEventListener('abort', kill);
  return {
    exceeded: () => exceeded,
    report: () => report,
    said: () => said,
    stop() {
      clearTimeout(late);
      clearInterval(look);
      signal.removeEventListener('abort', kill);
    },
  };
}

/**
 * Kills the first process of the sandbox, with which the kernel ends all others: `bwrap` itself ends behind the last of them.
 * Before there is one, `bwrap` is killed.
 */
function killInside(child: ChildProcess): void {
  const { pid } = child;
  try {
    const inside = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').match(/\d+/)?.[0];
    if (inside) process.kill(Number(inside), 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** One that ends early reads nothing: no fault of ours. */
function write(stream: Writable | null | undefined, text: string): void {
  stream?.on('error', () => undefined);
  stream?.end(text);
}
