import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signal } from '../embedded/processes.ts';

/** A platform started by `npm start`, or `npm run dev`, in a folder. */
export type RunningStart = {
  /** The platform's process, below npm and its shell. */
  readonly pid: number;
  readonly routerUrl: string;
  readonly webUrl: string;
  /** Everything it printed. */
  output(): string;
  /** Sends npm SIGTERM, and nobody else; resolves with the milliseconds until npm, its shell and the platform are gone. */
  stop(): Promise<number>;
  /** Kills the platform itself, so that it can't put anything in order. */
  kill(): Promise<void>;
};

const READY = /^ready router=(\S+) web=(\S+)$/m;

/** Starts the platform and waits for its last line; throws with what it printed when it ends first. */
export async function runStart(
  folder: string,
  env: Readonly<Record<string, string>>,
  limitMs: number,
  script: 'start' | 'dev' = 'start',
): Promise<RunningStart> {
  const child = spawn('npm', ['run', script], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const exited = once(child, 'exit');
  const closed = once(child, 'close'); // whoever lives on below it holds its output
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const [, routerUrl = '', webUrl = ''] = await readyLine(child, () => output, limitMs);
  const pid = holderOf(env.GESTAS_DATA_DIR ?? join(folder, '.data'));
  return {
    pid,
    routerUrl,
    webUrl,
    output: () => output,
    async stop() {
      const began = performance.now();
      child.kill('SIGTERM');
      await closed;
      return performance.now() - began;
    },
    async kill() {
      if (child.exitCode === null && child.signalCode === null) signal(pid, 'SIGKILL');
      await exited;
    },
  };
}

/** Who holds a data folder, by its lock. */
function holderOf(dataFolder: string): number {
  return Number.parseInt(readFileSync(join(dataFolder, 'start.lock'), 'utf8'), 10);
}

function readyLine(
  child: ChildProcess,
  output: () => string,
  limitMs: number,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const settle = (problem: string | null) => {
      clearTimeout(timer);
      child.stdout?.off('data', look);
      const ready = READY.exec(output());
      if (ready && !problem) return resolve(ready);
      child.kill('SIGTERM');
      reject(new Error(`${problem}\n${output()}`));
    };
    const look = () => READY.test(output()) && settle(null);
    const timer = setTimeout(() => settle(`not ready within ${limitMs} ms`), limitMs);
    child.stdout?.on('data', look);
    child.once('exit', (code) => settle(`ended with code ${code} before it was ready`));
  });
}
