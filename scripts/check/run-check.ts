import { spawn } from 'node:child_process';

/** How one check went: whether it passed, everything it printed, and how long it took. */
export type CheckResult = {
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: number;
};

/** Runs node with these arguments to its end. A process that can't be started has failed like any other. */
export function runCheck(args: readonly string[]): Promise<CheckResult> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    const settle = (ok: boolean) => {
      const seconds = (performance.now() - begun) / 1000;
      resolve({ ok, output: Buffer.concat(chunks).toString(), seconds });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    }
    child.once('error', ({ message }) => {
      chunks.push(Buffer.from(message));
      settle(false);
    });
    child.once('close', (code) => settle(code === 0));
  });
}
