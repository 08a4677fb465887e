import type { ComposePlugin } from './compose-plugin.ts';
import { after, built, envFiles, healthy, LOCKED, published, variable } from './service-parts.ts';
import { storeServices } from './store-services.ts';

const MIGRATED = {
  postgres: 'service_healthy',
  redis: 'service_healthy',
  migrate: 'service_completed_successfully',
} as const;
/** Where browsers reach the web client; whoever serves it over TLS says so here. */
const WEB_ORIGIN = variable('WEB_ORIGIN', 'http://localhost:5173');
const SHARED = { LOG_LEVEL: variable('LOG_LEVEL', 'info'), WEB_ORIGIN } as const;
/** Cookies are `Secure`: browsers take them from https, and from http://localhost. */
const SECURE = variable('SECURE_COOKIES', 'true');
const DRAIN = {
  DRAIN_WAIT_MS: variable('DRAIN_WAIT_MS', '0'),
  DRAIN_LIMIT_MS: variable('DRAIN_LIMIT_MS', '30000'),
};

/** Every service, by the name that others reach it by. */
export function composeServices(plugins: readonly ComposePlugin[], version: string) {
  return {
    frontend: frontend(version),
    gateway: gateway(plugins, version),
    ...Object.fromEntries(
      plugins.map((plugin) => [plugin.manifest.name, pluginService(plugin, version)]),
    ),
    dispatcher: dispatcher(version),
    migrate: migrate(version),
    ...storeServices,
  };
}

function frontend(version: string) {
  return {
    ...built('frontend', 'web/Dockerfile', version),
    ...LOCKED,
    environment: {
      ROUTER_URL: 'http://gateway:3000',
      TRUST_PROXY: variable('TRUST_PROXY', 'false'),
      ...DRAIN,
    },
    networks: ['edge'],
    ports: [published(5173, variable('GESTAS_BIND', '127.0.0.1'))],
    healthcheck: healthy(5173),
    ...after({ gateway: 'service_healthy' }),
  };
}

function gateway(plugins: readonly ComposePlugin[], version: string) {
  return {
    ...built('gateway', 'router/Dockerfile', version),
    ...LOCKED,
    env_file: envFiles('gateway'),
    environment: {
      ...SHARED,
      ...DRAIN,
      SECURE_COOKIES: SECURE,
      ROUTER_CORS_ORIGINS: variable('ROUTER_CORS_ORIGINS'),
      // Names of the compose network: neither a store nor the gateway itself.
      ROUTER_PLUGIN_HOSTS: variable('ROUTER_PLUGIN_HOSTS', 'plugin-*'),
      // Reached by the frontend, which says who asked; its own port is open to this machine only.
      TRUST_PROXY: 'true',
      GESTAS_DATA_DIR: 'data',
    },
    volumes: ['gateway-data:/app/data'],
    networks: ['edge', 'plugins', 'stores'],
    ports: [published(3000)],
    healthcheck: healthy(3000),
    ...after({
      ...MIGRATED,
      ...Object.fromEntries(
        plugins.map(({ manifest }) => [manifest.name, 'service_started' as const]),
      ),
    }),
  };
}

function pluginService({ folder, manifest, usesVectors }: ComposePlugin, version: string) {
  const { name, port, sessionCookies, database } = manifest;
  const prefix = database.schema.toUpperCase();
  return {
    ...built(name, `${folder}/Dockerfile`, version),
    ...LOCKED,
    env_file: envFiles(name),
    environment: {
      ...SHARED,
      // What it tells routers when it registers, and where it asks the graph itself.
      PLUGIN_HOST: name,
      GESTAS_ROUTER_URL: 'http://gateway:3000/graphql',
      ...(usesVectors ? { QDRANT_URL: 'http://qdrant:6333' } : {}),
      ...(sessionCookies ? { [`${prefix}_SECURE_COOKIES`]: SECURE } : {}),
    },
    networks: ['plugins', 'stores'],
    ...(port === 0 ? {} : { ports: [published(port)], healthcheck: healthy(port) }),
    ...after({ ...MIGRATED, ...(usesVectors ? { qdrant: 'service_healthy' } : {}) }),
  };
}

function dispatcher(version: string) {
  return {
    ...built('dispatcher', 'router/src/dispatcher/Dockerfile', version),
    ...LOCKED,
    env_file: envFiles('dispatcher'),
    environment: { LOG_LEVEL: SHARED.LOG_LEVEL },
    networks: ['stores'],
    healthcheck: healthy(3009),
    ...after(MIGRATED),
  };
}

function migrate(version: string) {
  return {
    ...built('migrate', 'prisma/Dockerfile', version),
    ...LOCKED,
    restart: 'no',
    env_file: envFiles('migrate'),
    environment: { WEB_ORIGIN },
    networks: ['stores'],
    ...after({ postgres: 'service_healthy' }),
  };
}
