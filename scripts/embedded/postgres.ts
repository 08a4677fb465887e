import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { findPostgresPlace, type PostgresPlace } from './postgres-place.ts';
import { clearPidFile, type Postmaster, readPostmaster } from './postmaster-file.ts';
import { isAlive, signal, waitUntil } from './processes.ts';

/** A running embedded PostgreSQL: the superuser's URL, where its files are, and whether it was found running. */
export type EmbeddedPostgres = {
  readonly url: string;
  readonly folder: string;
  readonly attached: boolean;
  stop(): Promise<void>;
};

/**
 * Options: a folder of ours, the superuser's password, and `durable: false` for throw-away test clusters, which promise
 * nothing after a crash and are removed when they are stopped.
 */
export type EmbeddedPostgresOptions = {
  readonly dataFolder: string;
  readonly password: string;
  readonly durable?: boolean;
  readonly onProgress?: (message: string) => void;
};

const SUPERUSER = 'postgres';
/** Enough for a dozen plugins as processes of their own (`CONNECTIONS_A_PROCESS`); one that is not opened costs next to nothing. */
const MAX_CONNECTIONS = 200;

/**
 * Starts PostgreSQL 18 from npm, or attaches to the one a killed start left running on the same folder. Stale pid
 * files don't stop it. As root it runs as another account, from folders that account can enter.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const place = findPostgresPlace(resolve(options.dataFolder));
  const running = readPostmaster(place.cluster);
  if (running) {
    await waitUntilReady(options, place, running); // it may still be replaying its log
    return describe(options, place, running, true);
  }
  await clearPidFile(place.cluster);
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) {
    options.onProgress?.('creating the database cluster');
    initialise(place, options.password);
  }
  const port = await freePort();
  const server = { pid: launch(place, port, options), port };
  await waitUntilReady(options, place, server);
  return describe(options, place, server, false);
}

function asAccount(place: PostgresPlace): SpawnOptions {
  const { account } = place;
  return { cwd: '/', ...(account ? { uid: account.uid, gid: account.gid } : {}) };
}

/** Made under another name first, so that a start killed meanwhile leaves no half cluster. */
function initialise(place: PostgresPlace, password: string): void {
  const passwordFile = `${place.cluster}.password`;
  const draft = `${place.cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.account) chownSync(passwordFile, place.account.uid, place.account.gid);
  const { status, stderr, error } = spawnSync(
    join(place.binaries, 'initdb'),
    [
      `--pgdata=${draft}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-sync',
    ],
    { ...asAccount(place), stdio: ['ignore', 'pipe', 'pipe'], env: { LC_ALL: 'C' } },
  );
  rmSync(passwordFile, { force: true });
  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`initdb failed in ${draft}: ${error?.message ?? stderr.toString()}`);
  }
  renameSync(draft, place.cluster);
}

function launch(place: PostgresPlace, port: number, options: EmbeddedPostgresOptions): number {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: '64MB',
    max_connections: MAX_CONNECTIONS,
    max_wal_size: '256MB',
    ...(options.durable === false
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
      : {}),
  };
  const log = openSync(`${place.cluster}.log`, 'a');
  const child = spawn(
    join(place.binaries, 'postgres'),
    [
      '-D',
      place.cluster,
      ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ],
    { ...asAccount(place), detached: true, stdio: ['ignore', log, log], env: { LC_ALL: 'C' } },
  );
  child.unref();
  if (child.pid === undefined) throw new Error(`Could not run ${join(place.binaries, 'postgres')}`);
  return child.pid;
}

async function waitUntilReady(
  options: EmbeddedPostgresOptions,
  place: PostgresPlace,
  { pid, port }: Postmaster,
): Promise<void> {
  const log = `${place.cluster}.log`;
  await waitUntil(
    async () => {
      if (!isAlive(pid)) {
        throw new Error(`PostgreSQL ended while starting. Its log says:\n${tail(log)}`);
      }
      return accepts(urlOf(options, port));
    },
    60_000,
    `PostgreSQL was not ready within 60 s; see ${log}`,
  );
}

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function describe(
  options: EmbeddedPostgresOptions,
  place: PostgresPlace,
  { pid, port }: Postmaster,
  attached: boolean,
): EmbeddedPostgres {
  const hasStopped = () => !isAlive(pid, place.cluster);
  return {
    url: urlOf(options, port),
    folder: place.cluster,
    attached,
    async stop() {
      if (!hasStopped()) signal(pid, 'SIGINT'); // fast shutdown: connections are ended, everything committed is kept
      await waitUntil(hasStopped, 10_000, 'PostgreSQL did not stop in 10 s');
      if (options.durable === false) rmSync(place.root, { recursive: true, force: true });
    },
  };
}

function urlOf(options: EmbeddedPostgresOptions, port: number): string {
  return `postgresql://${SUPERUSER}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`;
}

function tail(file: string): string {
  return readFileSync(file, 'utf8').split('\n').slice(-12).join('\n');
}
