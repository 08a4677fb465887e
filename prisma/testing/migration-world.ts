import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../scripts/embedded/postgres.ts';
import { deriveSecrets } from '../../scripts/platform-secrets.ts';
import { migrate } from '../migrate.ts';
import type { RoleSecrets } from '../roles.ts';

/** A database nobody has migrated, and a folder of plugins to do it with. */
export type MigrationSite = {
  readonly databaseUrl: string;
  readonly pluginsFolder: string;
  /** Writes a plugin's manifest; the rest of it is made up. */
  writePlugin(schema: string, database?: object): void;
  writeMigration(schema: string, name: string, sql: string): void;
  removeMigration(schema: string, name: string): void;
  migrate(): Promise<string[]>;
  /** Asks as the superuser. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Whether there is a table, view or index of this name, its schema before it. */
  tableExists(name: string): Promise<boolean>;
  /** A further connection of the superuser, closed with the rest. */
  connect(): Promise<pg.Client>;
};

/** A server of its own, since migrating changes roles, which belong to the whole server. */
export type MigrationWorld = {
  readonly secretsOf: (role: string) => RoleSecrets;
  newSite(): Promise<MigrationSite>;
  stop(): Promise<void>;
};

/** Starts the server. */
export async function startMigrationWorld(): Promise<MigrationWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'gestas-migrations-'));
  const secrets = deriveSecrets(randomBytes(32));
  const server = await startEmbeddedPostgres({
    dataFolder: folder,
    password: secrets.passwordOf('postgres'),
    durable: false,
  });
  const clients: pg.Client[] = [];
  const connect = async (connectionString: string) => {
    const client = new pg.Client({ connectionString });
    clients.push(client);
    await client.connect();
    return client;
  };
  const admin = await connect(server.url);
  return {
    secretsOf: secrets.ofRole,
    async newSite() {
      const name = `site_${randomUUID().replaceAll('-', '')}`;
      await admin.query(`CREATE DATABASE ${name}`);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      const databaseUrl = url.href;
      const pluginsFolder = join(folder, name);
      mkdirSync(pluginsFolder);
      const client = await connect(databaseUrl);
      return {
        databaseUrl,
        pluginsFolder,
        ...pluginWriter(pluginsFolder),
        migrate: () => migrate({ databaseUrl, pluginsFolder, secretsOf: secrets.ofRole }),
        query: async (text, values = []) => (await client.query(text, values)).rows,
        tableExists: async (name) =>
          (await client.query('SELECT 1 WHERE to_regclass($1) IS NOT NULL', [name])).rowCount === 1,
        connect: () => connect(databaseUrl),
      };
    },
    async stop() {
      await Promise.all(clients.map((client) => client.end()));
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function pluginWriter(root: string) {
  const folderOf = (schema: string, name: string) => join(root, schema, 'prisma/migrations', name);
  return {
    writePlugin(schema: string, database: object = {}) {
      mkdirSync(join(root, schema), { recursive: true });
      const manifest = {
        name: `plugin-${schema}`,
        version: '1.0.0',
        description: 'A plugin of a test.',
        platform: '^0.1.0',
        port: 0,
        database: { schema, ...database },
        owns: [],
        permissions: [],
        emits: [],
        consumes: [],
      };
      writeFileSync(join(root, schema, 'manifest.json'), JSON.stringify(manifest));
    },
    writeMigration(schema: string, name: string, sql: string) {
      mkdirSync(folderOf(schema, name), { recursive: true });
      writeFileSync(join(folderOf(schema, name), 'migration.sql'), sql);
    },
    removeMigration(schema: string, name: string) {
      rmSync(folderOf(schema, name), { recursive: true });
    },
  };
}
