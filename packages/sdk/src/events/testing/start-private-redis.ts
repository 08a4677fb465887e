import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../../../../scripts/embedded/free-port.ts';
import { waitUntil } from './wait-until.ts';

/** A Redis of a test's own, which it may flush, hang, kill and start again. */
export type PrivateRedis = {
  readonly url: string;
  /** Sends one command on a connection of its own. */
  command(name: string, ...args: string[]): Promise<unknown>;
  /** Kills the server without warning: everything in it is lost. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts the `redis-server` of the PATH on a free port, keeping nothing on disk. */
export async function startPrivateRedis(): Promise<PrivateRedis> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'private-redis-'));
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  async function command(name: string, ...args: string[]): Promise<unknown> {
    const client = new Redis(url, {
      retryStrategy: () => null,
      lazyConnect: true,
      disconnectTimeout: 200,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(name, ...args);
    } finally {
      client.disconnect();
    }
  }

  async function start(): Promise<void> {
    const args = [
      '--bind',
      '127.0.0.1',
      '--port',
      String(port),
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
    ];
    server = spawn('redis-server', [...args, '--enable-debug-command', 'yes'], { stdio: 'ignore' });
    await waitUntil(() => command('PING').catch(() => false));
  }

  async function kill(): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  }

  await start();
  return {
    url,
    command,
    kill,
    start,
    async stop() {
      await kill();
      // A child that was just writing its file outlives a killed server for a moment.
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
}
