import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { giveClientTo } from './client-build.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The whole platform as `npm start` runs it, in a process and a data folder of its own. */
export type Platform = {
  readonly webUrl: string;
  readonly routerUrl: string;
  readonly stop: () => Promise<void>;
};

/** The platform did not say that it is ready within this time; a first start builds the client. */
const READY_WITHIN = 240_000;

/** Starts the platform on free ports and waits for its `ready` line. Throws with its output when it ends first. */
export async function startPlatform(env: Readonly<Record<string, string>> = {}): Promise<Platform> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'gestas-journey-'));
  await chmod(dataFolder, 0o755); // as root, PostgreSQL runs under another account
  await giveClientTo(dataFolder);
  const ports = await freePorts(2);
  const base = await freePortBase();
  const child = spawn(process.execPath, ['scripts/run.mjs', 'scripts/start.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'development',
      GESTAS_DATA_DIR: dataFolder,
      GESTAS_LIMITS: 'test',
      ROUTER_PORT: String(ports[0]),
      WEB_PORT: String(ports[1]),
      PLUGIN_PORT_BASE: String(base),
      ...env,
    },
  });
  const stop = async () => {
    await end(child);
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const [, routerUrl = '', webUrl = ''] = await readyLine(child);
    return { routerUrl, webUrl: webUrl.replace(/\/$/, ''), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readyLine(child: ChildProcess): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => reject(new Error(`${why}\n${output.slice(-4_000)}`));
    const timer = setTimeout(() => fail('The platform was not ready in time.'), READY_WITHIN);
    const read = (chunk: Buffer) => {
      output += chunk;
      const ready = /ready router=(\S+).* web=(\S+)/.exec(output);
      if (!ready) return;
      clearTimeout(timer);
      resolve(ready);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`The platform ended with code ${code}.`);
    });
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** Ports that nobody listens on now. */
async function freePorts(count: number): Promise<readonly number[]> {
  return Promise.all(Array.from({ length: count }, () => freePort(0)));
}

/** A base such that the plugins' ports above it are free. */
async function freePortBase(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const base = 20_000 + Math.floor(Math.random() * 400) * 20;
    const offsets = [1, 2, 3, 4, 5, 6];
    const tries = offsets.map((offset) => freePort(base + offset).catch(() => null));
    if (!(await Promise.all(tries)).includes(null)) return base;
  }
  throw new Error('No free range of ports was found.');
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
