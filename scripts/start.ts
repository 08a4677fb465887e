import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createDispatcher,
  createEventLog,
  createKeyValue,
  createLogger,
  LOG_LEVELS,
  type Plugin,
  readEnv,
} from '@gestas/sdk';
import { z } from 'zod';
import { lockDataFolder } from './embedded/data-lock.ts';
import { prepareStores, type Stores } from './prepare-stores.ts';
import { deriveSecrets, type PlatformSecrets, readMasterSecret } from './platform-secrets.ts';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const env = readEnv({
  ROUTER_PORT: port(3000),
  WEB_PORT: port(5173),
  PLUGIN_PORT_BASE: port(3000),
  GESTAS_DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.url().optional(),
  REDIS_URL: z.url().optional(),
  GESTAS_REDIS: z.enum(['on', 'off']).default('on'),
  NODE_ENV: z.string().default('development'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('warn'),
  WEB_TOKEN_STORE: z.enum(['memory', 'localStorage']).default('memory'),
});

const closing: (() => Promise<unknown> | unknown)[] = [];
const say = (message: string) => void process.stdout.write(`${message}\n`);

async function start(): Promise<void> {
  const dataFolder = resolve(env.GESTAS_DATA_DIR);
  closing.push(lockDataFolder(dataFolder));
  const secrets = deriveSecrets(readMasterSecret(dataFolder));
  const stores = await prepareStores({ ...env, dataFolder, secrets, onProgress: say, closing });
  const logger = createLogger('gestas', env.LOG_LEVEL);
  const shared = { redisUrl: stores.redisUrl, databaseUrl: stores.eventsUrl, logger };
  const [keyValue, eventLog] = [createKeyValue(shared), createEventLog(shared)];
  closing.push(() => Promise.all([keyValue.close(), eventLog.close()]));
  const dispatcher = await createDispatcher({ databaseUrl: stores.eventsUrl, eventLog, logger });
  closing.push(() => dispatcher.stop());

  say('starting plugins');
  configurePlugins(stores, secrets);
  const plugins = await importPlugins();
  closing.push(() => Promise.all(plugins.map((plugin) => plugin.stop())));

  const webOrigin = `http://localhost:${env.WEB_PORT}`;
  const { startRouter } = await import('@gestas/router');
  const router = await startRouter({
    port: env.ROUTER_PORT,
    plugins: plugins.map((plugin) => ({
      manifest: plugin.manifest,
      sdl: plugin.sdl,
      transport: { kind: 'in-process' as const, plugin },
    })),
    internalKey: secrets.signingKey('router'),
    keyValue,
    eventLog,
    dataFolder,
    webOrigin,
    logger,
    secureCookies: false,
  });
  closing.push(() => router.stop());

  const { buildWeb, startWebServer } = await import('@gestas/web/server');
  const root = resolve('.');
  const { folder } = await buildWeb({ root, dataFolder, tokenStore: env.WEB_TOKEN_STORE, onProgress: say });
  const web = await startWebServer({ port: env.WEB_PORT, folder, routerUrl: `http://localhost:${router.port}` });
  closing.push(() => web.stop());
  say(`ready router=${router.url} web=${web.url}`);
}

/** Gives every plugin its own derived secrets, and nothing of another's. */
function configurePlugins(stores: Stores, secrets: PlatformSecrets): void {
  const { d: _private, ...publicKey } = secrets.signingKey('router');
  Object.assign(process.env, {
    GESTAS_ROUTER_PUBLIC_KEY: JSON.stringify(publicKey),
    EVENTS_DATABASE_URL: stores.eventsUrl,
    ...(stores.redisUrl ? { REDIS_URL: stores.redisUrl } : {}),
    PLUGIN_PORT_BASE: String(env.PLUGIN_PORT_BASE),
    LOG_LEVEL: env.LOG_LEVEL,
    WEB_ORIGIN: `http://localhost:${env.WEB_PORT}`,
    AUTH_SIGNING_KEYS: JSON.stringify([secrets.signingKey('auth')]),
    AUTH_REFRESH_KEY: secrets.key('refresh').toString('hex'),
    AUTH_SECURE_COOKIES: 'false',
    ...stores.pluginVariables,
  });
}

async function importPlugins(): Promise<Plugin[]> {
  const names = readdirSync('subgraphs').filter(
    (name) => !name.startsWith('_') && existsSync(`subgraphs/${name}/src/index.ts`),
  );
  return Promise.all(
    names.map(async (name) => {
      const file = pathToFileURL(resolve('subgraphs', name, 'src/index.ts')).href;
      const { plugin } = (await import(file)) as { plugin: Plugin };
      return plugin;
    }),
  );
}

async function stop(code: number): Promise<void> {
  setTimeout(() => process.exit(code || 1), 10_000).unref();
  for (const close of closing.reverse()) {
    await Promise.resolve(close()).catch((error: unknown) => say(`while stopping: ${error}`));
  }
  process.exit(code);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(0));
start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  return stop(1);
});
