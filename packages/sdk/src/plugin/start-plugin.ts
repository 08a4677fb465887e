import type { JWK } from 'jose';
import { z } from 'zod';
import { createLogger, LOG_LEVELS } from '../create-logger.ts';
import { createEventLog } from '../events/create-event-log.ts';
import type { EventBook } from '../events/event-log.ts';
import { createGraphFactory } from '../graph/create-graph-factory.ts';
import { JsonText } from '../json-text.ts';
import { createKeyValue } from '../key-value/create-key-value.ts';
import { Manifest } from '../manifest.ts';
import { readEnv } from '../read-env.ts';
import { createServiceTokenSigner } from '../service-token.ts';
import type { PrismaLike, RawExecutor } from '../tenancy/slots.ts';
import { createPlugin } from './create-plugin.ts';
import type { Plugin } from './plugin.ts';
import type { PluginDefinition } from './plugin-definition.ts';
import { serveHttp } from './serve-http.ts';
import { isOwnProcess, stopOnSignals } from './stop-on-signals.ts';

const PLATFORM_PORT_BASE = 3000;

const publicKey = JsonText.pipe(
  z
    .looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })
    .refine((key) => !('d' in key), 'must not hold the private part')
    .transform((key): JWK => key),
);
const privateKey = JsonText.pipe(
  z
    .looseObject({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string(),
      d: z.string().length(43, 'must be a private Ed25519 JWK'),
    })
    .transform((key): JWK => key),
);
const secret = z.string().regex(/^[0-9a-f]{64,}$/, 'must be 32 bytes or more in hex');

/**
 * Starts a plugin as its manifest and the environment say: `<SCHEMA>_DATABASE_URL`, `<SCHEMA>_TENANT_KEY`,
 * `<SCHEMA>_PLUGIN_KEY` (the plugin's own private key), `GESTAS_ROUTER_PUBLIC_KEY`, `GESTAS_ROUTER_URL`, `EVENTS_DATABASE_URL` or `REDIS_URL`, `PLUGIN_PORT_BASE`, `LOG_LEVEL`.
 * The router reaches it on its port, or by `handle` in the same process.
 */
export async function startPlugin<
  Tx extends RawExecutor,
  Client extends PrismaLike<Tx> & Tx,
  Parts extends object,
  Book extends EventBook,
>(definition: PluginDefinition<Tx, Client, Parts, Book>): Promise<Plugin> {
  const manifest = Manifest.parse(definition.manifest);
  const prefix = manifest.database.schema.toUpperCase();
  const own = readEnv({
    [`${prefix}_DATABASE_URL`]: z.url(),
    [`${prefix}_TENANT_KEY`]: secret,
    [`${prefix}_PLUGIN_KEY`]: privateKey,
  });
  const env = readEnv({
    GESTAS_ROUTER_PUBLIC_KEY: publicKey,
    GESTAS_ROUTER_URL: z.url().default('http://localhost:3000/graphql'),
    REDIS_URL: z.url().optional(),
    EVENTS_DATABASE_URL: z.url().optional(),
    PLUGIN_PORT_BASE: z.coerce.number().int().min(0).max(65_000).default(PLATFORM_PORT_BASE),
    LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  });
  const logger = createLogger(manifest.name, env.LOG_LEVEL);
  if (!env.REDIS_URL && !env.EVENTS_DATABASE_URL) {
    throw new Error(
      'Invalid environment: set REDIS_URL, or EVENTS_DATABASE_URL where there is no Redis.',
    );
  }
  const stores = { redisUrl: env.REDIS_URL, databaseUrl: env.EVENTS_DATABASE_URL ?? '', logger };
  const keyValue = createKeyValue(stores);
  const eventLog = createEventLog(stores);
  const plugin = await createPlugin(definition, {
    databaseUrl: String(own[`${prefix}_DATABASE_URL`]),
    tenantKey: Buffer.from(String(own[`${prefix}_TENANT_KEY`]), 'hex'),
    routerKey: env.GESTAS_ROUTER_PUBLIC_KEY,
    keyValue,
    eventLog,
    graph: createGraphFactory({
      url: () => env.GESTAS_ROUTER_URL,
      sign: createServiceTokenSigner(manifest.name, own[`${prefix}_PLUGIN_KEY`] as JWK),
    }),
    logger,
  });
  const port = manifest.port === 0 ? 0 : env.PLUGIN_PORT_BASE + manifest.port - PLATFORM_PORT_BASE;
  const close = async () => {
    await plugin.stop();
    await Promise.all([eventLog.close(), keyValue.close()]);
  };
  const server = await serveHttp(plugin, port, 'PLUGIN_PORT_BASE').catch(async (error: unknown) => {
    await close();
    throw error;
  });
  logger.info({ url: server.url }, 'plugin is listening');
  const started: Plugin = {
    ...plugin,
    url: server.url,
    async stop() {
      await server.stop();
      await close();
    },
  };
  if (isOwnProcess(definition.schema)) stopOnSignals(started.stop, logger);
  return started;
}
