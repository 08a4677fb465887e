import { spawn } from 'node:child_process';
import pg from 'pg';
import { type Enrolment, enrolPlugins, unenrolPlugins } from '../prisma/enrol-plugins.ts';
import { migrate } from '../prisma/migrate.ts';
import { EVENTS_ROLE } from '../prisma/roles.ts';
import { roleUrl, seed } from '../prisma/seed.ts';
import type { ClosingList } from './closing-list.ts';
import { startEmbeddedPostgres } from './embedded/postgres.ts';
import { hasRedisServer, startEmbeddedRedis } from './embedded/redis.ts';
import { requirePostgres, requireRedis } from './given-stores.ts';
import type { PlatformEnv } from './platform-env.ts';
import { type PlatformSecrets, pluginKey } from './platform-secrets.ts';
import { readPluginFolders } from './plugin-folders.ts';

/** Where everything is kept once `prepareStores` is done. */
export type Stores = {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  /** Login of the events role. */
  readonly eventsUrl: string;
};

/** What `prepareStores` works with. */
export type Preparation = {
  readonly env: PlatformEnv;
  readonly secrets: PlatformSecrets;
  readonly pluginsFolder: string;
  readonly say: (message: string) => void;
  readonly closing: ClosingList;
};

/** Starts or finds PostgreSQL and Redis, generates what is stale, migrates, and seeds outside production. */
export async function prepareStores(options: Preparation): Promise<Stores> {
  const { env, secrets, say } = options;
  await Promise.all([
    env.DATABASE_URL ? requirePostgres(env.DATABASE_URL) : undefined,
    env.REDIS_URL && env.GESTAS_REDIS === 'on' ? requireRedis(env.REDIS_URL) : undefined,
  ]);
  const [databaseUrl, redisUrl] = await Promise.all([
    findDatabase(options),
    findRedis(options),
    generate(options.closing),
  ]);
  say(`vectors: ${env.QDRANT_URL ? 'Qdrant' : 'flat index in PostgreSQL, no QDRANT_URL'}`);
  const secretsOf = secrets.ofRole;
  const applied = await migrate({ databaseUrl, pluginsFolder: options.pluginsFolder, secretsOf });
  if (applied.length > 0) say(`migrated: ${applied.join(', ')}`);
  if (env.NODE_ENV !== 'production') await seed({ databaseUrl, secretsOf });
  const folders = readPluginFolders(options.pluginsFolder);
  await enrolPlugins(
    databaseUrl,
    folders.map(({ manifest: { name } }) => ({
      plugin: name,
      publicKey: pluginKey(secrets, name),
    })),
  );
  const names = folders.map(({ manifest: { name } }) => name);
  await unenrolPlugins(databaseUrl, isLeftBehind(names, secrets));
  const eventsUrl = roleUrl(databaseUrl, EVENTS_ROLE, secretsOf(EVENTS_ROLE).password);
  return { databaseUrl, redisUrl, eventsUrl };
}

/** Whether a start here enrolled it, from a folder that has gone since. */
function isLeftBehind(names: readonly string[], secrets: PlatformSecrets) {
  return ({ plugin, publicKey }: Enrolment) =>
    !names.includes(plugin) && publicKey.x === pluginKey(secrets, plugin).x;
}

/** Makes generated clients that are missing or stale; a no-op otherwise. */
function generate(closing: ClosingList): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/generate.mjs'], { stdio: 'inherit' });
    closing.add(() => child.kill());
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error('Generating the typed clients failed; see above.')),
    );
  });
}

async function findDatabase({ env, secrets, say, closing }: Preparation): Promise<string> {
  if (env.DATABASE_URL) {
    say('database: PostgreSQL at DATABASE_URL');
    return env.DATABASE_URL;
  }
  const starting = startEmbeddedPostgres({
    dataFolder: env.dataFolder,
    password: secrets.passwordOf('postgres'),
    onProgress: say,
  });
  closing.addStarting(starting);
  const server = await starting;
  say(
    `database: embedded PostgreSQL in ${server.folder}${server.attached ? ' (was running)' : ''}`,
  );
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'gestas'");
    if (!rowCount) await client.query('CREATE DATABASE gestas');
  } finally {
    await client.end();
  }
  const url = new URL(server.url);
  url.pathname = '/gestas';
  return url.href;
}

async function findRedis({ env, secrets, say, closing }: Preparation): Promise<string | undefined> {
  if (env.GESTAS_REDIS === 'off') {
    say('events: PostgreSQL, Redis switched off');
    return undefined;
  }
  if (env.REDIS_URL) {
    say('events: Redis at REDIS_URL');
    return env.REDIS_URL;
  }
  if (!hasRedisServer()) {
    say('events: PostgreSQL, Redis not found');
    return undefined;
  }
  const starting = startEmbeddedRedis(env.dataFolder, secrets.passwordOf('redis'));
  closing.addStarting(starting);
  const redis = await starting;
  say('events: private Redis');
  return redis.url;
}
