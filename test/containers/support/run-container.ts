import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { BuiltImage } from './build-image.ts';

/** A port in its container, and the one that stands for it on this machine. */
export type PublishedPort = { readonly inside: number; readonly here: number };

/** A container's program as a process of this machine. */
export type RunningContainer = {
  readonly output: () => string;
  /** Runs the image's HEALTHCHECK; true when it says well. */
  isHealthy(): boolean;
  hasEnded(): boolean;
  /** Sends SIGTERM; resolves with exit code and signal. */
  stop(): Promise<readonly [number | null, string | null]>;
  /** Waits for the end of a program that ends by itself. */
  ended(): Promise<number | null>;
};

/** Starts an image's ENTRYPOINT and CMD (or another CMD) in its folder, with its own environment only. */
export function runContainer(
  image: BuiltImage,
  env: Readonly<Record<string, string>>,
  port: PublishedPort | null,
  args: readonly string[] = [],
): RunningContainer {
  const [, ...command] = [...image.command.slice(0, args.length > 0 ? 2 : undefined), ...args];
  const variables = { PATH: process.env.PATH, ...image.env, ...env };
  const child = spawn(process.execPath, command, {
    cwd: image.folder,
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  return {
    output: () => output,
    hasEnded: () => hasEnded(child),
    isHealthy: () => probe(image, port),
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
    ended: async () => (await exited)[0],
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** The check as the image has it, but for the port, which is another on this machine. */
function probe({ healthcheck }: BuiltImage, port: PublishedPort | null): boolean {
  if (!healthcheck || !port) throw new Error('This image has no HEALTHCHECK.');
  const [, ...args] = healthcheck.map((word) =>
    word.replace(`localhost:${port.inside}/`, `localhost:${port.here}/`),
  );
  return spawnSync(process.execPath, args, { timeout: 10_000 }).status === 0;
}
