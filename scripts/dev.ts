import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import {
  createDispatcher,
  createEventLog,
  createKeyValue,
  createLogger,
  createRegistryReader,
  type RegistryReader,
} from '@gestas/sdk';
import type { ClosingList } from './closing-list.ts';
import { signal, waitUntil } from './embedded/processes.ts';
import { takeDataFolder } from './embedded/take-data-folder.ts';
import { type FirstPlugin, startHotPlugins } from './hot/start-hot-plugins.ts';
import { inheritedVariables } from './inherited-variables.ts';
import { ownVariables } from './own-variables.ts';
import {
  mountFolder,
  type PlatformEnv,
  pluginRoots,
  readPlatformEnv,
  settleRouterPort,
} from './platform-env.ts';
import { deriveSecrets, type PlatformSecrets, readMasterSecret } from './platform-secrets.ts';
import { type PluginFolder, readPluginFolders } from './plugin-folders.ts';
import { pluginVariables } from './plugin-variables.ts';
import { prepareStores, type Stores } from './prepare-stores.ts';
import { runUntilStopped } from './run-until-stopped.ts';

const PLUGINS = 'subgraphs';
const TSX = createRequire(import.meta.url).resolve('tsx/cli');
const READY_LIMIT_MS = 120_000;

/** `npm run dev`: router and every plugin as processes of their own, restarted on save; the web client by Vite. */
async function start(closing: ClosingList): Promise<void> {
  const env = await settleRouterPort(readPlatformEnv());
  closing.add(await takeDataFolder(env.dataFolder, say));
  const secrets = deriveSecrets(readMasterSecret(env.dataFolder));
  const stores = await prepareStores({ env, secrets, pluginsFolder: PLUGINS, say, closing });
  const logger = createLogger('dispatcher', env.LOG_LEVEL);
  const { redisUrl, eventsUrl } = stores;
  const eventLog = createEventLog({ redisUrl, databaseUrl: eventsUrl, logger });
  const keyValue = createKeyValue({ redisUrl, databaseUrl: eventsUrl, logger });
  closing.add(() => Promise.all([eventLog.close(), keyValue.close()]));
  const dispatcher = await createDispatcher({ databaseUrl: eventsUrl, eventLog, logger });
  closing.add(() => dispatcher.stop());

  const children: ChildProcess[] = [];
  let stopHot = async () => {}; // together with the others: a stop has 5 s
  closing.add(() => Promise.all([stopHot(), ...children.map(stopChild)]));
  process.once('exit', () => children.filter(isRunning).forEach(killGroup));
  const folders = readPluginFolders(PLUGINS);
  const first: FirstPlugin[] = [];
  process.env.GESTAS_MOUNT_DIR = mountFolder(env, PLUGINS);
  for (const { folder, manifest } of folders) {
    const own = ownVariables(manifest, env.dataFolder, process.env);
    const variables = { ...own, ...pluginVariables(manifest, stores, secrets, env) };
    const watched = [`${folder}/schema.graphql`, `${folder}/manifest.json`];
    const child = launch(manifest.name, [resolve(folder, 'src/index.ts')], watched, variables);
    children.push(child);
    first.push({ folder, manifest, stop: () => stopChild(child), isWatched: true });
  }
  const entry = ['router/src/main.ts', '--port', String(env.ROUTER_PORT)];
  const variables = routerVariables(env, stores, secrets);
  children.push(launch('router', entry, [], variables));
  const routerUrl = `http://localhost:${env.ROUTER_PORT}`;
  const { startViteDev } = await import('@gestas/web/server');
  const web = await startViteDev({ port: env.WEB_PORT, routerUrl });
  closing.add(() => web.stop());
  await waitUntil(
    async () =>
      (await isReady(routerUrl)) && (await areMounted(folders, createRegistryReader(keyValue))),
    READY_LIMIT_MS,
    'Router and plugins were not ready in 120 s; see their logs above.',
  );
  const roots = pluginRoots(env, PLUGINS);
  const given = process.env;
  const hot = { env, secrets, stores, given, say, roots, first, keyValue, eventLog };
  stopHot = startHotPlugins(hot);
  say(`ready router=${routerUrl}/graphql web=${env.webOrigin}`);
}

/** The router's environment: it alone holds the key that vouches for viewers. */
function routerVariables(
  env: PlatformEnv,
  { eventsUrl, redisUrl }: Stores,
  secrets: PlatformSecrets,
): Record<string, string> {
  return {
    EVENTS_DATABASE_URL: eventsUrl,
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    GESTAS_ROUTER_KEY: JSON.stringify(secrets.signingKey('router')),
    GESTAS_DATA_DIR: env.dataFolder,
    GESTAS_LIMITS: env.GESTAS_LIMITS,
    ROUTER_CORS_ORIGINS: env.ROUTER_CORS_ORIGINS,
    PLUGIN_PORT_BASE: String(env.PLUGIN_PORT_BASE),
    LOG_LEVEL: env.LOG_LEVEL,
    WEB_ORIGIN: env.webOrigin,
  };
}

/** Runs a TypeScript entry under tsx's watch, with its own environment only; its lines are told under its name. */
function launch(
  name: string,
  entry: readonly string[],
  watched: readonly string[],
  variables: Readonly<Record<string, string>>,
): ChildProcess {
  const includes = watched.map((file) => `--include=${file}`);
  const child = spawn(
    process.execPath,
    [TSX, 'watch', '--clear-screen=false', ...includes, ...entry],
    {
      env: { ...inheritedVariables(), APOLLO_TELEMETRY_DISABLED: 'true', ...variables },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: process.platform !== 'win32', // a group of its own: what it started can be ended with it
    },
  );
  say(`starting ${name} (process ${child.pid})`);
  return child;
}

function stopChild(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (!isRunning(child)) return done();
    child.once('exit', () => done());
    child.kill('SIGTERM');
    setTimeout(() => killGroup(child), 4_000).unref();
  });
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** Ends a child at once with what it started: `tsx watch` runs the program as a process of its own. */
function killGroup(child: ChildProcess): void {
  if (child.pid && process.platform !== 'win32') signal(-child.pid, 'SIGKILL');
  else child.kill('SIGKILL');
}

async function isReady(routerUrl: string): Promise<boolean> {
  const answer = await fetch(`${routerUrl}/health/ready`).catch(() => null);
  return answer?.ok ?? false;
}

/** Whether every plugin has registered and is in the graph. */
async function areMounted(
  folders: readonly PluginFolder[],
  registry: RegistryReader,
): Promise<boolean> {
  const plugins = await registry.list().catch(() => []);
  const ready = plugins.filter(({ status }) => status === 'READY').map(({ name }) => name);
  return folders.every(({ manifest }) => ready.includes(manifest.name));
}

function say(message: string): void {
  process.stdout.write(`${message}\n`);
}

runUntilStopped(start);
