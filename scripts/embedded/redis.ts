import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join, resolve } from 'node:path';
import { freePort } from './free-port.ts';
import { isAlive, signal, waitUntil } from './processes.ts';

/** A private Redis: its URL, and whether it was found running. */
export type EmbeddedRedis = {
  readonly url: string;
  readonly attached: boolean;
  stop(): Promise<void>;
};

type State = { readonly pid: number; readonly port: number };

/** Whether a `redis-server` is on the PATH. */
export function hasRedisServer(): boolean {
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
}

/**
 * Starts the machine's `redis-server` privately: a free port, a password, its append-only file in the data folder. One
 * that a killed start left running is taken over.
 */
export async function startEmbeddedRedis(
  dataFolder: string,
  password: string,
): Promise<EmbeddedRedis> {
  const folder = resolve(dataFolder, 'redis');
  mkdirSync(folder, { recursive: true });
  const stateFile = join(folder, 'running.json');
  const present = readState(stateFile);
  const state = present ?? (await launch(folder, password));
  writeFileSync(stateFile, JSON.stringify(state));
  return {
    url: `redis://:${password}@127.0.0.1:${state.port}`,
    attached: present !== undefined,
    async stop() {
      rmSync(stateFile, { force: true });
      if (!isAlive(state.pid, 'redis-server')) return;
      signal(state.pid, 'SIGTERM');
      await waitUntil(() => !isAlive(state.pid, 'redis-server'), 5000, 'Redis did not stop in 5 s');
    },
  };
}

function readState(file: string): State | undefined {
  if (!existsSync(file)) return undefined;
  const state = JSON.parse(readFileSync(file, 'utf8')) as State;
  return isAlive(state.pid, `redis-server 127.0.0.1:${state.port}`) ? state : undefined;
}

async function launch(folder: string, password: string): Promise<State> {
  const port = await freePort();
  const log = openSync(join(folder, 'redis.log'), 'a');
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    appendonly: 'yes',
    save: '',
    requirepass: password,
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([key, value]) => [`--${key}`, String(value)]);
  const child = spawn('redis-server', args, { detached: true, stdio: ['ignore', log, log] });
  child.unref();
  const { pid } = child;
  if (pid === undefined) throw new Error('Could not run redis-server.');
  await waitUntil(
    () => {
      if (!isAlive(pid))
        throw new Error(`Redis ended while starting; see ${join(folder, 'redis.log')}`);
      return ping(port, password);
    },
    10_000,
    'Redis was not ready within 10 s.',
  );
  return { pid, port };
}

function ping(port: number, password: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () =>
      socket.write(`AUTH ${password}\r\nPING\r\n`),
    );
    const done = (ready: boolean) => {
      socket.destroy();
      settle(ready);
    };
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
      if (answer.includes('PONG')) done(true);
      else if (answer.includes('-LOADING')) done(false);
    });
    socket.once('error', () => done(false));
    socket.once('close', () => done(false));
  });
}
