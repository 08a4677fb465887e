import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const RUN = fileURLToPath(new URL('../../run.mjs', import.meta.url));

/** A process of a test's own, with the first line it said. */
export type Apart = {
  readonly pid: number;
  readonly said: string;
  /** Ends it as `kill -9` does, and waits until it is gone. */
  kill(): Promise<void>;
};

/** Runs a file of this folder in a process of its own until it has said something. */
export async function runApart(file: string, ...args: readonly string[]): Promise<Apart> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [RUN, path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    failure(child),
  ])) as [string];
  return {
    pid: child.pid ?? 0,
    said,
    async kill() {
      const gone = once(child, 'close');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function failure(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`it ended with ${code} before it said anything`);
}
