import { randomUUID } from 'node:crypto';
import { createLogger } from '../create-logger.ts';
import { createEventLog } from '../events/create-event-log.ts';
import type { EventBook } from '../events/event-log.ts';
import { createGraphFactory } from '../graph/create-graph-factory.ts';
import { createKeyValue } from '../key-value/create-key-value.ts';
import { Manifest } from '../manifest.ts';
import { type Heartbeat, startHeartbeat } from '../registry/start-heartbeat.ts';
import { createServiceTokenSigner } from '../service-token.ts';
import type { PrismaLike, RawExecutor } from '../tenancy/slots.ts';
import { createPlugin } from './create-plugin.ts';
import type { Plugin } from './plugin.ts';
import type { PluginDefinition } from './plugin-definition.ts';
import { readPluginEnv } from './read-plugin-env.ts';
import { serveHttp } from './serve-http.ts';
import { isOwnProcess, stopOnSignals } from './stop-on-signals.ts';

/**
 * Starts a plugin as its manifest and the environment say: `<SCHEMA>_DATABASE_URL`, `<SCHEMA>_TENANT_KEY`,
 * `<SCHEMA>_PLUGIN_KEY` (the plugin's own private key), `<SCHEMA>_PORT` (for a second instance), `GESTAS_ROUTER_PUBLIC_KEY`,
 * `GESTAS_ROUTER_URL`, `EVENTS_DATABASE_URL` or `REDIS_URL`, `PLUGIN_PORT_BASE`, `PLUGIN_HOST`, `LOG_LEVEL`.
 * It registers, and routers reach it on its port, or by `handle` in the same process.
 */
export async function startPlugin<
  Tx extends RawExecutor,
  Client extends PrismaLike<Tx> & Tx,
  Parts extends object,
  Book extends EventBook,
>(definition: PluginDefinition<Tx, Client, Parts, Book>): Promise<Plugin> {
  const manifest = Manifest.parse(definition.manifest);
  const env = readPluginEnv(manifest);
  const logger = createLogger(manifest.name, env.LOG_LEVEL);
  const stores = { redisUrl: env.REDIS_URL, databaseUrl: env.EVENTS_DATABASE_URL ?? '', logger };
  const keyValue = createKeyValue(stores);
  const eventLog = createEventLog(stores);
  const sign = createServiceTokenSigner(manifest.name, env.pluginKey);
  const graph = createGraphFactory({ url: () => env.GESTAS_ROUTER_URL, sign });
  const { databaseUrl, tenantKey, GESTAS_ROUTER_PUBLIC_KEY: routerKey } = env;
  const runtime = { databaseUrl, tenantKey, routerKey, keyValue, eventLog, graph, logger };
  const plugin = await createPlugin(definition, runtime);
  const close = async () => {
    await plugin.stop();
    await Promise.all([eventLog.close(), keyValue.close()]);
  };
  const life: { heartbeat?: Heartbeat; isLeaving: boolean } = { isLeaving: false };
  const isReady = () => !life.isLeaving && (life.heartbeat?.isRegistered() ?? false);
  const server = await serveHttp(plugin, env.port, env.portVariable, life, isReady).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );
  const url = addressOf(server.port, env.PLUGIN_HOST);
  const instanceId = randomUUID();
  logger.info({ url, instanceId }, 'plugin is listening');
  const { sdl, announce } = plugin;
  const registration = { manifest, sdl, instanceId, url, key: env.pluginKey, announce };
  life.heartbeat = await startHeartbeat({ ...registration, keyValue, logger });
  const isAlone = isOwnProcess(definition.schema);
  const started: Plugin = {
    ...plugin,
    url,
    instanceId,
    async stop() {
      life.isLeaving = true;
      await life.heartbeat?.stop();
      if (isAlone) await server.untilQuiet(); // until every router has heard that it leaves
      await server.stop();
      await close();
    },
  };
  if (isAlone) stopOnSignals(started.stop, logger);
  return started;
}

function addressOf(port: number, host: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/graphql`;
}
