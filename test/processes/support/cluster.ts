import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDispatcher, createEventLog, createKeyValue, createLogger } from '@gestas/sdk';
import { startTestDatabase } from '@gestas/sdk/testing';
import { startPrivateRedis } from '../../../packages/sdk/src/events/testing/start-private-redis.ts';
import { enrolPlugins } from '../../../prisma/enrol-plugins.ts';
import { seed } from '../../../prisma/seed.ts';
import { freePort, freePortBase } from '../../../scripts/embedded/free-port.ts';
import { readPlatformEnv } from '../../../scripts/platform-env.ts';
import { deriveSecrets, pluginKey } from '../../../scripts/platform-secrets.ts';
import { readPluginFolders } from '../../../scripts/plugin-folders.ts';
import { pluginVariables } from '../../../scripts/plugin-variables.ts';

/** A process of the cluster, and what it printed. */
export type Member = { readonly child: ChildProcess; output(): string };

/** The stores of a platform, and its parts to be started as processes of their own, as an operator would. */
export type Cluster = Awaited<ReturnType<typeof openCluster>>;

/**
 * PostgreSQL with the seeded people, a private Redis, the dispatcher; enrolled are the named plugin folders, and plugins
 * by name that a test plays itself.
 */
export async function openCluster(names: readonly string[], played: readonly string[] = []) {
  const [database, redis] = [await startTestDatabase(), await startPrivateRedis()];
  const secrets = deriveSecrets(Buffer.from(process.env.GESTAS_TEST_MASTER ?? '', 'hex'));
  await seed({ databaseUrl: database.adminUrl, secretsOf: secrets.ofRole });
  const folders = readPluginFolders('subgraphs').filter(({ folder }) =>
    names.some((name) => folder.endsWith(name)),
  );
  await enrolPlugins(
    database.adminUrl,
    [...folders.map(({ manifest: { name } }) => name), ...played].map((plugin) => ({
      plugin,
      publicKey: pluginKey(secrets, plugin),
    })),
  );
  const dataFolder = mkdtempSync(join(tmpdir(), 'gestas-cluster-'));
  const env = readPlatformEnv({
    ROUTER_PORT: String(await freePort()),
    PLUGIN_PORT_BASE: String(await freePortBase()),
    GESTAS_DATA_DIR: dataFolder,
    LOG_LEVEL: 'info',
  });
  const eventsUrl = database.urlOf('gestas_events');
  const stores = { databaseUrl: database.adminUrl, redisUrl: redis.url, eventsUrl };
  const logger = createLogger('cluster', 'error', { write: () => undefined });
  const shared = { redisUrl: redis.url, databaseUrl: eventsUrl, logger };
  const [eventLog, keyValue] = [createEventLog(shared), createKeyValue(shared)];
  const dispatcher = await createDispatcher({ databaseUrl: eventsUrl, eventLog, logger });
  const { launch, output, endAll } = createLauncher();

  return {
    database,
    redis,
    keyValue,
    eventLog,
    secrets,
    url: `http://localhost:${env.ROUTER_PORT}/graphql`,
    /** Starts a router; with `port`, a further one beside the first. */
    startRouter: (port: number = env.ROUTER_PORT) =>
      launch('router/src/main.ts', {
        EVENTS_DATABASE_URL: eventsUrl,
        REDIS_URL: redis.url,
        GESTAS_ROUTER_KEY: JSON.stringify(secrets.signingKey('router')),
        GESTAS_DATA_DIR: join(dataFolder, String(port)),
        GESTAS_LIMITS: 'test',
        ROUTER_PORT: String(port),
      }),
    /** Starts an instance; with `port`, a further one beside that on the manifest's. */
    startPlugin(name: string, port?: number) {
      const found = folders.find(({ folder }) => folder.endsWith(name));
      if (!found) throw new Error(`there is no plugin ${name}`);
      const prefix = found.manifest.database.schema.toUpperCase();
      return launch(`${found.folder}/src/index.ts`, {
        ...pluginVariables(found.manifest, stores, secrets, env),
        ...(port === undefined ? {} : { [`${prefix}_PORT`]: String(port) }),
      });
    },
    output,
    async stop() {
      await endAll();
      await dispatcher.stop();
      await Promise.all([eventLog.close(), keyValue.close()]);
      await redis.stop();
      await database.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Starts processes with an environment of their own, and ends all of them. */
function createLauncher() {
  const members: Member[] = [];
  return {
    launch(entry: string, variables: Readonly<Record<string, string>>): Member {
      const { PATH, HOME, NODE_OPTIONS } = process.env;
      const child = spawn(process.execPath, ['scripts/run.mjs', entry], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH, HOME, NODE_OPTIONS, ...variables },
      });
      let text = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          text += chunk;
        });
      }
      const member = { child, output: () => text };
      members.push(member);
      return member;
    },
    output: () => members.map((member) => member.output()).join('\n'),
    endAll: () => Promise.all(members.map(({ child }) => endChild(child))),
  };
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
