import {
  createEventLog,
  createInternalTokenSigner,
  createKeyValue,
  createPlatformTenant,
  createPluginKeys,
  type Logger,
} from '@gestas/sdk';
import { type Command, type readCommonEnv, readManagedEnv } from '../config.ts';
import { fetchPluginSdl } from '../registry/fetch-plugin-sdl.ts';
import { scanPlugins } from '../registry/scan-plugins.ts';
import { watchPlugins } from '../registry/watch-plugins.ts';
import { startRouter } from './start-router.ts';

/** Runs managed mode over the plugins that register, or over those of a folder, each on its own port. */
export async function runManaged(
  command: Extract<Command, { mode: 'managed' }>,
  common: ReturnType<typeof readCommonEnv>,
  logger: Logger,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const env = readManagedEnv();
  const stores = { redisUrl: env.REDIS_URL, databaseUrl: env.EVENTS_DATABASE_URL, logger };
  const keyValue = createKeyValue(stores);
  const eventLog = createEventLog(stores);
  const pluginKeys = createPluginKeys(stores);
  const platform = createPlatformTenant(stores);
  const closeStores = () =>
    Promise.allSettled([eventLog, keyValue, pluginKeys, platform].map((store) => store.close()));
  const { plugins: folder } = command;
  const scan = async () => (folder ? scanPlugins(folder, env.PLUGIN_PORT_BASE, logger) : []);
  try {
    await scan();
    const router = await startRouter({
      port: command.port ?? common.ROUTER_PORT,
      ...(command.host ? { host: command.host } : {}),
      plugins: [],
      internalKey: env.GESTAS_ROUTER_KEY,
      keyValue,
      eventLog,
      platform,
      ...(folder
        ? { findPluginKey: pluginKeys.find }
        : { registry: { keys: pluginKeys, pluginHosts: env.ROUTER_PLUGIN_HOSTS } }),
      dataFolder: env.GESTAS_DATA_DIR,
      ...(env.WEB_ORIGIN ? { webOrigin: env.WEB_ORIGIN } : {}),
      corsOrigins: common.ROUTER_CORS_ORIGINS,
      limits: env.limits,
      logger,
      secureCookies: env.SECURE_COOKIES ?? !isPlainLocal(env.WEB_ORIGIN),
      trustProxy: env.TRUST_PROXY,
      drain: common.drain,
    });
    const signer = createInternalTokenSigner(env.GESTAS_ROUTER_KEY);
    const watch = folder ? watchPlugins : () => async () => undefined;
    const stopWatching = watch({
      scan,
      fetchSdl: ({ manifest, url }) =>
        fetchPluginSdl({ name: manifest.name, transport: { kind: 'http', urls: [url] } }, signer),
      recompose: router.recompose,
      logger,
    });
    return {
      url: router.url,
      async stop() {
        await Promise.all([stopWatching(), router.stop()]);
        await closeStores();
      },
    };
  } catch (error) {
    await closeStores();
    throw error;
  }
}

/** Cookies lack `Secure` on plain http://localhost only. */
function isPlainLocal(webOrigin: string | undefined): boolean {
  return webOrigin === undefined || /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(webOrigin);
}
