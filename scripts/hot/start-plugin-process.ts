import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inheritedVariables } from '../inherited-variables.ts';
import { exitReason } from './exit-reason.ts';
import { type GuardLimits, guardProcess } from './guard-process.ts';

/** A plugin that runs as a process of its own. */
export type PluginProcess = {
  readonly pid: number | undefined;
  /** Where it will listen. */
  readonly url: string;
  /** Resolves, when it ends, with why. */
  readonly exited: Promise<string>;
  /** Lets it finish what it does; after 12 s no longer. */
  stop(): Promise<void>;
};

/** What starting one takes. */
export type ProcessOptions = {
  readonly folder: string;
  readonly port: number;
  /** All that it sees besides the machine's own. */
  readonly variables: Readonly<Record<string, string>>;
  /** What it prints as errors is kept here; each start begins it anew. */
  readonly logFile: string;
  /** What it may take. */
  readonly limits: GuardLimits;
};

/** How much of what the guard allows a process in all its heap may take, so that most leaks end with V8's own words. */
const HEAP_SHARE = 2 / 3;
const RUN = fileURLToPath(new URL('../run.mjs', import.meta.url));
const ROOT = dirname(dirname(RUN));
/** A plugin that leaves waits for a quiet second, 10 s at most. */
const STOP_LIMIT_MS = 12_000;

/**
 * Starts the plugin of a folder, with its own variables only. It ends when this process does, when it takes too much
 * memory, and when it no longer answers.
 */
export function startPluginProcess(options: ProcessOptions): PluginProcess {
  const { folder, port, variables, logFile, limits } = options;
  mkdirSync(dirname(logFile), { recursive: true });
  writeFileSync(logFile, '');
  const log = openSync(logFile, 'a');
  const flags = [`--max-old-space-size=${Math.floor(limits.mostMegabytes * HEAP_SHARE)}`];
  const child = spawn(process.execPath, [...flags, RUN, join(folder, 'src/index.ts')], {
    cwd: ROOT,
    env: { ...inheritedVariables(), APOLLO_TELEMETRY_DISABLED: 'true', ...variables },
    stdio: ['ignore', 'inherit', log, 'ipc'],
  });
  closeSync(log);
  const url = `http://localhost:${port}/graphql`;
  let killed: string | undefined;
  const kill = (reason: string) => {
    killed = reason;
    child.kill('SIGKILL');
  };
  const unguard = guardProcess({ pid: child.pid, url, kill, limits });
  const exited = new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('exit', (code, signal) => {
      unguard();
      resolve(killed ?? exitReason(readFileSync(logFile, 'utf8'), folder, code, signal));
    });
  });
  return {
    pid: child.pid,
    url,
    exited,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}
