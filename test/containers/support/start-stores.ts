import pg from 'pg';
import { startEmbeddedPostgres } from '../../../scripts/embedded/postgres.ts';
import { startEmbeddedRedis } from '../../../scripts/embedded/redis.ts';
import { deriveSecrets, readMasterSecret } from '../../../scripts/platform-secrets.ts';

/**
 * PostgreSQL and Redis in the place of the containers `postgres` and `redis`, with the passwords that a folder's secrets
 * give them. `addresses` says where each address of the compose file is found on this machine.
 */
export async function startStores(dataFolder: string, secretsFolder: string) {
  const secrets = deriveSecrets(readMasterSecret(secretsFolder));
  const password = secrets.passwordOf('postgres');
  const [postgres, redis] = await Promise.all([
    startEmbeddedPostgres({ dataFolder, password, durable: false }),
    startEmbeddedRedis(dataFolder, secrets.passwordOf('redis')),
  ]);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query('CREATE DATABASE gestas');
  await client.end();
  const database = new URL(postgres.url);
  database.pathname = '/gestas';
  return {
    url: database.href,
    addresses: {
      'postgres:5432': database.host,
      'redis:6379': new URL(redis.url).host,
    },
    async stop() {
      await Promise.all([postgres.stop(), redis.stop()]);
    },
  };
}
