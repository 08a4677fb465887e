import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { migrate } from '../../prisma/migrate.ts';
import { startEmbeddedPostgres } from '../../scripts/embedded/postgres.ts';
import { deriveSecrets } from '../../scripts/platform-secrets.ts';

/** Every plugin, the template too: its tests need its tables. */
const PLUGINS = fileURLToPath(new URL('../../subgraphs', import.meta.url));

/** Starts a throw-away cluster whose database `gestas_template` holds all migrations. */
export async function startTestCluster() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'gestas-test-'));
  chmodSync(dataFolder, 0o755); // as root, PostgreSQL runs under another account
  const master = randomBytes(32).toString('hex');
  const secrets = deriveSecrets(Buffer.from(master, 'hex'));
  const server = await startEmbeddedPostgres({
    dataFolder,
    password: secrets.passwordOf('postgres'),
    durable: false,
  });
  await createDatabase(server.url, 'gestas_template');
  await migrate({
    databaseUrl: withDatabase(server.url, 'gestas_template'),
    pluginsFolder: PLUGINS,
    secretsOf: secrets.ofRole,
  });
  return {
    url: server.url,
    master,
    async stop() {
      await server.stop();
      rmSync(server.folder, { recursive: true, force: true });
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
}

function withDatabase(url: string, name: string): string {
  const target = new URL(url);
  target.pathname = `/${name}`;
  return target.href;
}
