import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDispatcher,
  createEventLog,
  createGraphFactory,
  createKeyValue,
  createLogger,
  createPlatformTenant,
  createPlugin,
  createServiceTokenSigner,
  type PluginRuntime,
  type RunningPlugin,
} from '@gestas/sdk';
import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import { seed } from '../../prisma/seed.ts';
import { type RouterOptions, startRouter, TEST_LIMITS } from '../../router/src/index.ts';
import { deriveSecrets, type PlatformSecrets, pluginKey } from '../../scripts/platform-secrets.ts';

/** The whole platform in this process: real plugins, real PostgreSQL, the real router on a port of its own. */
export type JourneyPlatform = Awaited<ReturnType<typeof startJourneyPlatform>>;

/**
 * Starts it with the seeded people. `down` names plugins that have been composed and then stopped answering. Events and
 * keys are in PostgreSQL unless a Redis is given. The router follows the registry where it is said how.
 */
export async function startJourneyPlatform(
  redisUrl?: string,
  registry?: Pick<NonNullable<RouterOptions['registry']>, 'keys'>,
) {
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
  const platform = createPlatformTenant(stores);
  const dispatcher = await createDispatcher({ ...stores, eventLog });
  const { d: _private, ...routerKey } = secrets.signingKey('router');
  const graphs = createGraphs(secrets);
  const shared = { database, routerKey, keyValue, eventLog, logger };
  const plugins = await createPlugins(shared, graphs.of);
  const down = new Set<string>();
  const router = await startRouter({
    port: 0,
    plugins: plugins.map((plugin) => toManaged(plugin, down, registry !== undefined)),
    internalKey: secrets.signingKey('router'),
    keyValue,
    eventLog,
    platform,
    ...(registry ? { registry } : {}),
    findPluginKey: graphs.findKey,
    dataFolder,
    limits: TEST_LIMITS,
    logger: createLogger('journey', 'error', { write: () => undefined }),
    secureCookies: false,
  });
  graphs.url = router.url;
  return {
    url: router.url,
    secrets,
    database,
    down,
    keyValue,
    eventLog,
    routerKey,
    plugins,
    async stop() {
      await router.stop();
      await dispatcher.stop();
      await Promise.all(plugins.map((plugin) => plugin.stop()));
      await Promise.all([keyValue, eventLog, platform].map((store) => store.close()));
      await database.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** The plugin in this process; where the router follows the registry, as an instance that will not leave. */
function toManaged(
  { manifest, sdl, handle }: RunningPlugin,
  down: ReadonlySet<string>,
  isRegistered: boolean,
): RouterOptions['plugins'][number] {
  const plugin: Pick<RunningPlugin, 'handle'> = {
    handle: (request) =>
      down.has(manifest.name) ? Promise.reject(new Error('the plugin is down')) : handle(request),
  };
  const instance = { id: randomUUID(), url: 'http://localhost:1/graphql', plugin };
  return {
    manifest,
    sdl,
    transport: isRegistered
      ? { kind: 'registered', instances: [instance] }
      : { kind: 'in-process', plugin },
  };
}

type Shared = Pick<PluginRuntime, 'routerKey' | 'keyValue' | 'eventLog' | 'logger'> & {
  readonly database: TestDatabase;
};

/** Each plugin's way to the router, whose port is known once it has started. */
function createGraphs(secrets: PlatformSecrets) {
  const graphs = {
    url: '',
    of: (plugin: string) =>
      createGraphFactory({
        url: () => graphs.url,
        sign: createServiceTokenSigner(plugin, pluginKey(secrets, plugin)),
      }),
    findKey: async (plugin: string) => {
      const { d: _private, ...key } = pluginKey(secrets, plugin);
      return key;
    },
  };
  return graphs;
}

async function createPlugins(
  { database, ...shared }: Shared,
  graphOf: (plugin: string) => PluginRuntime['graph'],
): Promise<readonly RunningPlugin[]> {
  const runtimeOf = (schema: string, plugin = `plugin-${schema}`): PluginRuntime => ({
    ...shared,
    graph: graphOf(plugin),
    databaseUrl: database.urlOf(`gestas_${schema}`),
    tenantKey: database.tenantKeyOf(`gestas_${schema}`),
    slots: 2,
  });
  const { definition: auth } = await import('../../subgraphs/auth/src/definition.ts');
  const { definition: system } = await import('../../subgraphs/system/src/definition.ts');
  const { definition: cms } = await import('../../subgraphs/cms/src/definition.ts');
  const { definition: ai } = await import('../../subgraphs/ai/src/definition.ts');
  const { definition: analytics } = await import('../../subgraphs/analytics/src/definition.ts');
  const { definition: notifications } = await import(
    '../../subgraphs/notifications/src/definition.ts'
  );
  return [
    await createPlugin(auth, runtimeOf('auth')),
    await createPlugin(system, runtimeOf('system')),
    await createPlugin(cms, runtimeOf('cms')),
    await createPlugin(analytics, runtimeOf('analytics')),
    await createPlugin(ai, runtimeOf('ai', ai.manifest.name)),
    await createPlugin(notifications, runtimeOf('notifications')),
  ];
}
