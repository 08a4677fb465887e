import type { Manifest } from '@gestas/sdk';
import { pluginRole } from '../prisma/roles.ts';
import { roleUrl } from '../prisma/seed.ts';
import type { PlatformEnv } from './platform-env.ts';
import { type PlatformSecrets, pluginKey } from './platform-secrets.ts';
import type { Stores } from './prepare-stores.ts';

/** The environment of one plugin's process: what all share, its own secrets, and nothing of another's. */
export function pluginVariables(
  { name, database: { schema }, sessionCookies, environment }: Manifest,
  stores: Stores,
  secrets: PlatformSecrets,
  env: PlatformEnv,
  given: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const role = pluginRole(schema);
  const { password, tenantKey } = secrets.ofRole(role);
  const prefix = schema.toUpperCase();
  const { d: _private, ...publicKey } = secrets.signingKey('router');
  return {
    ...givenVariables(prefix, environment, given),
    GESTAS_ROUTER_PUBLIC_KEY: JSON.stringify(publicKey),
    ...(stores.redisUrl
      ? { REDIS_URL: stores.redisUrl }
      : { EVENTS_DATABASE_URL: stores.eventsUrl }),
    GESTAS_ROUTER_URL: `http://localhost:${env.ROUTER_PORT}/graphql`,
    PLUGIN_PORT_BASE: String(env.PLUGIN_PORT_BASE),
    LOG_LEVEL: env.LOG_LEVEL,
    WEB_ORIGIN: env.webOrigin,
    [`${prefix}_DATABASE_URL`]: roleUrl(stores.databaseUrl, role, password),
    [`${prefix}_TENANT_KEY`]: tenantKey.toString('hex'),
    [`${prefix}_PLUGIN_KEY`]: JSON.stringify(pluginKey(secrets, name)),
    ...(sessionCookies ? sessionVariables(prefix, secrets) : {}),
  };
}

/** What only the plugin that keeps sessions needs. */
function sessionVariables(prefix: string, secrets: PlatformSecrets): Record<string, string> {
  return {
    [`${prefix}_SIGNING_KEYS`]: JSON.stringify([secrets.signingKey('auth')]),
    [`${prefix}_REFRESH_KEY`]: secrets.key('refresh').toString('hex'),
    [`${prefix}_SECURE_COOKIES`]: 'false',
  };
}

/** What whoever starts the platform gives this plugin: variables of its prefix, and those its manifest names. */
function givenVariables(
  prefix: string,
  environment: readonly string[],
  given: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value && (name.startsWith(`${prefix}_`) || environment.includes(name)) ? [[name, value]] : [],
    ),
  );
}
