import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createDispatcher,
  createEventLog,
  createKeyValue,
  createLogger,
  createPlatformTenant,
  createPluginKeys,
  type Plugin,
} from '@gestas/sdk';
import type { ClosingList } from './closing-list.ts';
import { takeDataFolder } from './embedded/take-data-folder.ts';
import { startHotPlugins } from './hot/start-hot-plugins.ts';
import { ownVariables } from './own-variables.ts';
import {
  mountFolder,
  type PlatformEnv,
  pluginRoots,
  readPlatformEnv,
  settleRouterPort,
} from './platform-env.ts';
import { deriveSecrets, readMasterSecret } from './platform-secrets.ts';
import { type PluginFolder, readPluginFolders } from './plugin-folders.ts';
import { pluginVariables } from './plugin-variables.ts';
import { prepareStores } from './prepare-stores.ts';
import { runUntilStopped } from './run-until-stopped.ts';

const PLUGINS = 'subgraphs';

/** `npm start`: router, plugins and web client in one process, on embedded stores where nothing else is given. */
async function start(closing: ClosingList): Promise<void> {
  const given = { ...process.env };
  const env = await settleRouterPort(readPlatformEnv());
  closing.add(await takeDataFolder(env.dataFolder, say));
  const secrets = deriveSecrets(readMasterSecret(env.dataFolder));
  const build = startBuild(env, closing);
  const stores = await prepareStores({ env, secrets, pluginsFolder: PLUGINS, say, closing });
  const logger = createLogger('gestas', env.LOG_LEVEL);
  const shared = { redisUrl: stores.redisUrl, databaseUrl: stores.eventsUrl, logger };
  const keyValue = createKeyValue(shared);
  const eventLog = createEventLog(shared);
  const pluginKeys = createPluginKeys(shared);
  const platform = createPlatformTenant(shared);
  const open = [keyValue, eventLog, pluginKeys, platform];
  closing.add(() => Promise.all(open.map((store) => store.close())));
  const dispatcher = await createDispatcher({ databaseUrl: stores.eventsUrl, eventLog, logger });
  closing.add(() => dispatcher.stop());

  const folders = readPluginFolders(PLUGINS);
  say(`plugins: ${folders.map(({ manifest }) => manifest.name).join(', ')}`);
  process.env.GESTAS_MOUNT_DIR = mountFolder(env, PLUGINS);
  for (const { manifest } of folders) {
    const own = ownVariables(manifest, env.dataFolder, process.env);
    Object.assign(process.env, own, pluginVariables(manifest, stores, secrets, env));
  }
  const [plugins, { DEFAULT_LIMITS, startRouter, TEST_LIMITS }] = await Promise.all([
    startPlugins(folders, closing),
    import('@gestas/router'),
  ]);
  const router = await startRouter({
    port: env.ROUTER_PORT,
    plugins: plugins.map((plugin) => ({
      manifest: plugin.manifest,
      sdl: plugin.sdl,
      transport: {
        kind: 'registered' as const,
        instances: [{ id: plugin.instanceId, url: plugin.url, plugin }],
      },
    })),
    internalKey: secrets.signingKey('router'),
    keyValue,
    eventLog,
    platform,
    registry: { keys: pluginKeys },
    dataFolder: env.dataFolder,
    webOrigin: env.webOrigin,
    corsOrigins: env.corsOrigins,
    limits: env.GESTAS_LIMITS === 'test' ? TEST_LIMITS : DEFAULT_LIMITS,
    logger,
    secureCookies: false,
  });
  closing.add(() => router.stop());
  const { startWebServer, folder } = await build;
  const routerUrl = `http://localhost:${router.port}`;
  const web = await startWebServer({ port: env.WEB_PORT, folder, routerUrl });
  closing.add(() => web.stop());
  const roots = pluginRoots(env, PLUGINS);
  const first = folders.map((folder, at) => ({
    ...folder,
    stop: async () => plugins[at]?.stop(),
    isWatched: false,
  }));
  const hot = { env, secrets, stores, given, say, roots, first, keyValue, eventLog };
  closing.add(startHotPlugins(hot));
  say(`ready router=${router.url} web=${web.url}`);
}

/** Builds the client while everything else starts; a stop ends it too. A failure is told where the build is awaited. */
function startBuild(env: PlatformEnv, closing: ClosingList) {
  const over = new AbortController();
  const build = buildClient(env, over.signal);
  build.catch(() => undefined);
  closing.add(() => {
    over.abort();
    return build.catch(() => undefined);
  });
  return build;
}

async function buildClient(
  { dataFolder, WEB_TOKEN_STORE: tokenStore }: PlatformEnv,
  signal: AbortSignal,
) {
  const { buildWeb, startWebServer } = await import('@gestas/web/server');
  const root = resolve('.');
  const { folder } = await buildWeb({ root, dataFolder, tokenStore, onProgress: say, signal });
  return { startWebServer, folder };
}

/** Imports every plugin's `src/index.ts`, which starts it; all of them, before the first failure is thrown. */
async function startPlugins(
  folders: readonly PluginFolder[],
  closing: ClosingList,
): Promise<readonly Plugin[]> {
  const started = await Promise.allSettled(
    folders.map(async ({ folder }) => {
      const file = pathToFileURL(resolve(folder, 'src/index.ts')).href;
      const { plugin } = (await import(file)) as { plugin: Plugin };
      let stopping: Promise<void> | undefined; // its folder may go before the platform stops
      const stop = () => {
        stopping ??= plugin.stop();
        return stopping;
      };
      closing.add(stop);
      return { ...plugin, stop };
    }),
  );
  return started.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

function say(message: string): void {
  process.stdout.write(`${message}\n`);
}

runUntilStopped(start);
