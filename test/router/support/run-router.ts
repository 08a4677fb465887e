import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds between two looks at another process. */
export const POLL_MS = 50;

const ENTRY = ['scripts/run.mjs', 'router/src/main.ts'];

/** The router's command in a process of its own, with what it printed so far. */
export type RunningRouter = { readonly child: ChildProcess; output(): string };

/** Runs the router's command; `environment` is added to this process's. */
export function runRouter(
  args: readonly string[],
  environment: Record<string, string> = {},
): RunningRouter {
  const child = spawn(process.execPath, [...ENTRY, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  return { child, output: () => output };
}

/** Waits until the router is ready; throws with what it printed when it ends before. */
export async function untilReady({ child, output }: RunningRouter, origin: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(output());
    const ready = await fetch(`${origin}/health/ready`).catch(() => null);
    if (ready?.status === 200) return;
    await delay(POLL_MS);
  }
}

/** Asks the router on an origin; answers the parsed body. */
export async function askRouter(
  origin: string,
  query: string,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as {
    data?: Record<string, unknown>;
    errors?: { message: string; extensions: { code: string } }[];
  };
}
