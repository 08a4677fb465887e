import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDispatcher,
  createEventLog,
  createKeyValue,
  createLogger,
  createPlugin,
  type PluginRuntime,
  type RunningPlugin,
} from '@gestas/sdk';
import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import { seed } from '../../prisma/seed.ts';
import { startRouter, TEST_LIMITS } from '../../router/src/index.ts';
import { deriveSecrets } from '../../scripts/platform-secrets.ts';

/** The whole platform in this process: real plugins, real PostgreSQL, the real router on a port of its own. */
export type JourneyPlatform = Awaited<ReturnType<typeof startJourneyPlatform>>;

/**
 * Starts it with the seeded people. `down` names plugins that have been composed and then stopped answering. Events and
 * keys are in PostgreSQL unless a Redis is given.
 */
export async function startJourneyPlatform(redisUrl?: string) {
  const database = await startTestDatabase();
  const dataFolder = mkdtempSync(join(tmpdir(), 'gestas-journey-'));
  const secrets = deriveSecrets(Buffer.from(process.env.GESTAS_TEST_MASTER ?? '', 'hex'));
  Object.assign(process.env, {
    AUTH_SIGNING_KEYS: JSON.stringify([secrets.signingKey('auth')]),
    AUTH_REFRESH_KEY: secrets.key('refresh').toString('hex'),
    AUTH_SECURE_COOKIES: 'false',
  });
  await seed({ databaseUrl: database.adminUrl, secretsOf: secrets.ofRole });
  const logger = createLogger('journey', 'error');
  const stores = { redisUrl, databaseUrl: database.urlOf('gestas_events'), logger };
  const keyValue = createKeyValue(stores);
  const eventLog = createEventLog(stores);
  const dispatcher = await createDispatcher({ ...stores, eventLog });
  const { d: _private, ...routerKey } = secrets.signingKey('router');
  const shared = { database, routerKey, keyValue, eventLog, logger };
  const plugins = await createPlugins(shared);
  const down = new Set<string>();
  const router = await startRouter({
    port: 0,
    plugins: plugins.map(({ manifest, sdl, handle }) => ({
      manifest,
      sdl,
      transport: {
        kind: 'in-process' as const,
        plugin: {
          handle: (request) =>
            down.has(manifest.name)
              ? Promise.reject(new Error('the plugin is down'))
              : handle(request),
        },
      },
    })),
    internalKey: secrets.signingKey('router'),
    keyValue,
    eventLog,
    dataFolder,
    limits: TEST_LIMITS,
    logger: createLogger('journey', 'error', { write: () => undefined }),
    secureCookies: false,
  });
  return {
    url: router.url,
    secrets,
    database,
    down,
    async stop() {
      await router.stop();
      await dispatcher.stop();
      await Promise.all(plugins.map((plugin) => plugin.stop()));
      await Promise.all([keyValue.close(), eventLog.close()]);
      await database.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

type Shared = Pick<PluginRuntime, 'routerKey' | 'keyValue' | 'eventLog' | 'logger'> & {
  readonly database: TestDatabase;
};

async function createPlugins({ database, ...shared }: Shared): Promise<readonly RunningPlugin[]> {
  const runtimeOf = (schema: string): PluginRuntime => ({
    ...shared,
    databaseUrl: database.urlOf(`gestas_${schema}`),
    tenantKey: database.tenantKeyOf(`gestas_${schema}`),
    slots: 2,
  });
  const { definition: auth } = await import('../../subgraphs/auth/src/definition.ts');
  const { definition: system } = await import('../../subgraphs/system/src/definition.ts');
  const { definition: cms } = await import('../../subgraphs/cms/src/definition.ts');
  return [
    await createPlugin(auth, runtimeOf('auth')),
    await createPlugin(system, runtimeOf('system')),
    await createPlugin(cms, runtimeOf('cms')),
  ];
}
