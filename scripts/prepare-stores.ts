import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { Manifest } from '@gestas/sdk';
import pg from 'pg';
import { migrate } from '../prisma/migrate.ts';
import { EVENTS_ROLE, pluginRole } from '../prisma/roles.ts';
import { roleUrl, seed } from '../prisma/seed.ts';
import { startEmbeddedPostgres } from './embedded/postgres.ts';
import { hasRedisServer, startEmbeddedRedis } from './embedded/redis.ts';
import type { PlatformSecrets } from './platform-secrets.ts';

/** Where everything is kept once `prepareStores` is done. */
export type Stores = {
  readonly redisUrl: string | undefined;
  /** Login of the events role. */
  readonly eventsUrl: string;
  /** `<SCHEMA>_DATABASE_URL` and `<SCHEMA>_TENANT_KEY` of every plugin. */
  readonly pluginVariables: Readonly<Record<string, string>>;
};

type Preparation = {
  readonly DATABASE_URL?: string | undefined;
  readonly REDIS_URL?: string | undefined;
  readonly GESTAS_REDIS: 'on' | 'off';
  readonly NODE_ENV: string;
  readonly dataFolder: string;
  readonly secrets: PlatformSecrets;
  readonly onProgress: (message: string) => void;
  readonly closing: (() => Promise<unknown> | unknown)[];
};

const PLUGINS = 'subgraphs';

/** Starts or finds PostgreSQL and Redis, generates what is stale, migrates, and seeds outside production. */
export async function prepareStores(options: Preparation): Promise<Stores> {
  const { secrets, onProgress } = options;
  const generated = spawnSync(process.execPath, ['scripts/generate.mjs'], { stdio: 'inherit' });
  if (generated.status !== 0) throw new Error('Generating the clients failed; see above.');
  const databaseUrl = options.DATABASE_URL ?? (await embeddedDatabase(options));
  const redisUrl = await findRedis(options);
  onProgress('migrating the database');
  const secretsOf = secrets.ofRole;
  await migrate({ databaseUrl, pluginsFolder: PLUGINS, secretsOf });
  if (options.NODE_ENV !== 'production') await seed({ databaseUrl, secretsOf });
  const urlOf = (role: string) => roleUrl(databaseUrl, role, secretsOf(role).password);
  const variables = pluginSchemas().flatMap((schema) => [
    [`${schema.toUpperCase()}_DATABASE_URL`, urlOf(pluginRole(schema))],
    [`${schema.toUpperCase()}_TENANT_KEY`, secretsOf(pluginRole(schema)).tenantKey.toString('hex')],
  ]);
  return { redisUrl, eventsUrl: urlOf(EVENTS_ROLE), pluginVariables: Object.fromEntries(variables) };
}

async function embeddedDatabase({ dataFolder, secrets, onProgress, closing }: Preparation): Promise<string> {
  const server = await startEmbeddedPostgres({
    dataFolder,
    password: secrets.passwordOf('postgres'),
    onProgress,
  });
  closing.push(() => server.stop());
  onProgress(`database: embedded PostgreSQL in ${server.folder}`);
  const url = new URL(server.url);
  url.pathname = '/gestas';
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'gestas'");
  if (!rowCount) await client.query('CREATE DATABASE gestas');
  await client.end();
  return url.href;
}

async function findRedis(options: Preparation): Promise<string | undefined> {
  const { onProgress, closing, dataFolder, secrets } = options;
  if (options.GESTAS_REDIS === 'off') {
    onProgress('events: PostgreSQL, Redis switched off');
    return undefined;
  }
  if (options.REDIS_URL) return options.REDIS_URL;
  if (!hasRedisServer()) {
    onProgress('events: PostgreSQL, Redis not found');
    return undefined;
  }
  const redis = await startEmbeddedRedis(dataFolder, secrets.passwordOf('redis'));
  closing.push(() => redis.stop());
  onProgress('events: private Redis');
  return redis.url;
}

function pluginSchemas(): string[] {
  return readdirSync(PLUGINS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const text = readFileSync(`${PLUGINS}/${name}/manifest.json`, 'utf8');
      return Manifest.parse(JSON.parse(text)).database.schema;
    });
}
