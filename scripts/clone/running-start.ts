import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A platform started by `npm start`'s own command in a folder. */
export type RunningStart = {
  readonly pid: number;
  readonly routerUrl: string;
  readonly webUrl: string;
  /** Everything it printed. */
  output(): string;
  /** Sends a signal and resolves with exit code, signal and milliseconds taken. */
  end(
    signal: 'SIGTERM' | 'SIGKILL',
  ): Promise<{ readonly code: number | null; readonly milliseconds: number }>;
};

const READY = /^ready router=(\S+) web=(\S+)$/m;

/** Starts the platform and waits for its last line; throws with what it printed when it ends first. */
export async function runStart(
  folder: string,
  env: Readonly<Record<string, string>>,
  limitMs: number,
): Promise<RunningStart> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'scripts/start.ts'], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const [, routerUrl = '', webUrl = ''] = await readyLine(child, () => output, limitMs);
  return {
    pid: child.pid ?? 0,
    routerUrl,
    webUrl,
    output: () => output,
    async end(signal) {
      const began = performance.now();
      if (child.exitCode !== null || child.signalCode)
        return { code: child.exitCode, milliseconds: 0 };
      const exited = once(child, 'exit');
      child.kill(signal);
      const [code] = (await exited) as [number | null];
      return { code, milliseconds: performance.now() - began };
    },
  };
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
