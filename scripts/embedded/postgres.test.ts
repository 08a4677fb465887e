import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './postgres.ts';
import { isAlive, isTaken, signal, waitUntil } from './processes.ts';
import { canEnter, unprivilegedAccount } from './system-account.ts';
import { runApart } from './testing/run-apart.ts';

const PASSWORD = 'a password / with ? odd & characters';
const isRoot = process.getuid?.() === 0;

const folders: string[] = [];
const servers: EmbeddedPostgres[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(parent = tmpdir()): string {
  const folder = mkdtempSync(join(parent, 'gestas-embedded-'));
  folders.push(folder);
  return folder;
}

async function start(dataFolder: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataFolder, password: PASSWORD, durable: false });
  servers.push(server);
  folders.push(dirname(server.folder));
  return server;
}

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const pidFileOf = (server: EmbeddedPostgres) => join(server.folder, 'postmaster.pid');
const pidOf = (server: EmbeddedPostgres) =>
  Number(readFileSync(pidFileOf(server), 'utf8').split('\n')[0]);

describe('the embedded PostgreSQL', () => {
  it('runs as an account PostgreSQL accepts, from folders that account can enter', async () => {
    const home = newFolder(homedir());
    const server = await start(home);
    const [row] = await ask(
      server.url,
      'SELECT current_setting($$server_version_num$$)::int AS version',
    );
    expect(Number(row?.version)).toBeGreaterThan(180_000);
    const account = unprivilegedAccount();
    if (isRoot) {
      expect(account?.uid).not.toBe(0);
      const status = readFileSync(`/proc/${pidOf(server)}/status`, 'utf8');
      expect(status).toContain(`Uid:\t${account?.uid}\t`);
    } else {
      expect(account).toBeUndefined();
    }
    if (canEnter(account, home)) {
      expect(server.folder).toBe(join(home, 'postgres/cluster'));
    } else {
      const location = readFileSync(join(home, 'postgres.location'), 'utf8');
      expect(server.folder).toBe(join(location, 'cluster'));
    }
  });

  it('has the settings of a small private server, and refuses a wrong password', async () => {
    const server = await start(newFolder());
    const [row] = await ask(
      server.url,
      `SELECT current_setting('shared_buffers') AS buffers, current_setting('listen_addresses') AS listens,
         current_setting('unix_socket_directories') AS sockets, current_setting('server_encoding') AS encoding`,
    );
    expect(row).toEqual({ buffers: '64MB', listens: '127.0.0.1', sockets: '', encoding: 'UTF8' });
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('gives a new data folder of an old name a new cluster', async () => {
    const parent = newFolder(homedir());
    const folder = join(parent, 'data');
    mkdirSync(folder);
    const first = await start(folder);
    await ask(first.url, 'CREATE TABLE kept (id INT)');
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    rmSync(folder, { recursive: true });
    const second = await start(folder);
    expect(await ask(second.url, `SELECT to_regclass('kept') AS kept`)).toEqual([{ kept: null }]);
  });
});

describe('a start that was killed', () => {
  it('leaves a server that the next start attaches to, with its data', async () => {
    const folder = newFolder();
    const starter = await runApart('./starter.ts', folder, PASSWORD);
    await ask(starter.said, 'CREATE TABLE kept AS SELECT 7 AS value');
    await starter.kill();
    expect(isAlive(starter.pid)).toBe(false);

    const server = await start(folder);
    expect(server.attached).toBe(true);
    expect(server.url).toBe(starter.said);
    expect(await ask(server.url, 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
    const pid = pidOf(server);
    await server.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('while it made the cluster leaves nothing that stops the next', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'postgres/cluster.new'), { recursive: true });
    writeFileSync(join(folder, 'postgres/cluster.new/PG_VERSION'), '18\n');
    const server = await start(folder);
    expect(server.attached).toBe(false);
    expect(existsSync(join(dirname(server.folder), 'cluster.new'))).toBe(false);
  });
});

describe('a stale pid file', () => {
  /** A cluster that was stopped and kept, with a pid file written over it. */
  async function startOver(pidFile: (server: EmbeddedPostgres, old: string) => string) {
    const folder = newFolder();
    const options = { dataFolder: folder, password: PASSWORD };
    const first = await startEmbeddedPostgres(options);
    await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS value');
    const old = readFileSync(pidFileOf(first), 'utf8');
    await first.stop();
    writeFileSync(pidFileOf(first), pidFile(first, old));
    const second = await start(folder);
    expect(second.attached).toBe(false);
    expect(await ask(second.url, 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
  }

  it('of a process that is gone does not stop a start', async () => {
    await startOver((_server, old) => old);
  });

  it('of a process that has ended, but that nobody asked after, does not stop a start', async () => {
    const account = isRoot ? unprivilegedAccount() : {}; // PostgreSQL heeds only processes of its own account
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; wait'], { ...account });
    const [line] = await once(parent.stdout, 'data');
    const zombie = Number(String(line));
    parent.kill('SIGSTOP'); // A stopped parent can't ask after its child; a shell left running sometimes does
    signal(zombie, 'SIGKILL');
    await waitUntil(() => isTaken(zombie) && !isAlive(zombie), 10_000, 'no zombie');
    await startOver((_server, old) => old.replace(/^\d+/, String(zombie)));
    parent.kill('SIGKILL');
  });

  it('whose number a stranger has by now neither stops a start nor harms the stranger', async () => {
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    await once(stranger, 'spawn');
    await startOver((_server, old) => old.replace(/^\d+/, String(stranger.pid)));
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
    stranger.kill();
  });

  it('that is empty does not stop a start', async () => {
    await startOver(() => '');
  });
});
