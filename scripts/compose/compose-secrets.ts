import { roleUrl } from '../../prisma/role-url.ts';
import { EVENTS_ROLE, pluginRole } from '../../prisma/roles.ts';
import { readPlatformEnv } from '../platform-env.ts';
import { type PlatformSecrets, pluginKey } from '../platform-secrets.ts';
import { pluginVariables } from '../plugin-variables.ts';
import type { ComposePlugin } from './compose-plugin.ts';

/** A file to write, and who may read it. */
export type SecretFile = { readonly text: string; readonly mode: number };

/** Read by Compose itself, as whoever runs it. */
const OWNER_ONLY = 0o600;
/** Mounted as it is, and read by the store's own account; the folder around it is closed. */
const MOUNTED = 0o444;
/** Left to `docker-compose.yml`, which says them for every container alike. */
const SAID_THERE = /^(LOG_LEVEL|WEB_ORIGIN|PLUGIN_PORT_BASE|GESTAS_ROUTER_URL|\w+_SECURE_COOKIES)$/;

/** Every file of secrets by name; a container gets its own and nothing of another's. */
export function composeSecrets(
  all: readonly ComposePlugin[],
  secrets: PlatformSecrets,
): ReadonlyMap<string, SecretFile> {
  const manifests = all.map(({ manifest }) => manifest);
  const password = secrets.passwordOf('postgres');
  const databaseUrl = `postgresql://postgres:${password}@postgres:5432/gestas`;
  const redisUrl = `redis://:${secrets.passwordOf('redis')}@redis:6379`;
  const eventsUrl = roleUrl(databaseUrl, EVENTS_ROLE, secrets.ofRole(EVENTS_ROLE).password);
  const events = { EVENTS_DATABASE_URL: eventsUrl, REDIS_URL: redisUrl };
  const roles = [EVENTS_ROLE, ...manifests.map(({ database }) => pluginRole(database.schema))];
  const qdrantKey = secrets.key('qdrant').toString('hex');
  const plugins = all.map(({ manifest, usesVectors }): [string, SecretFile] => {
    const stores = { databaseUrl, redisUrl, eventsUrl };
    const variables = pluginVariables(manifest, stores, secrets, readPlatformEnv({}));
    const vectors: Record<string, string> = usesVectors ? { QDRANT_API_KEY: qdrantKey } : {};
    return [`${manifest.name}.env`, envFile({ ...variables, ...vectors })];
  });
  return new Map([
    ['postgres-password', { text: password, mode: MOUNTED }],
    ['redis.conf', { text: redisConf(secrets.passwordOf('redis')), mode: MOUNTED }],
    ['qdrant.env', envFile({ QDRANT__SERVICE__API_KEY: qdrantKey })],
    [
      'migrate.env',
      envFile({
        DATABASE_URL: databaseUrl,
        GESTAS_ROLE_SECRETS: rolesText(roles, secrets),
        GESTAS_PLUGIN_KEYS: JSON.stringify(
          Object.fromEntries(manifests.map(({ name }) => [name, pluginKey(secrets, name).x])),
        ),
      }),
    ],
    [
      'gateway.env',
      envFile({ ...events, GESTAS_ROUTER_KEY: JSON.stringify(secrets.signingKey('router')) }),
    ],
    ['dispatcher.env', envFile(events)],
    ...plugins,
  ]);
}

function rolesText(roles: readonly string[], secrets: PlatformSecrets): string {
  return JSON.stringify(
    Object.fromEntries(
      roles.map((role) => {
        const { password, tenantKey } = secrets.ofRole(role);
        return [role, { password, tenantKey: tenantKey.toString('hex') }];
      }),
    ),
  );
}

/** Every command that was answered is on disk within a second; nothing is evicted: leases and events are no cache. */
function redisConf(password: string): string {
  const lines = [
    'bind * -::*',
    'protected-mode yes',
    `requirepass ${password}`,
    'dir /data',
    'appendonly yes',
    'appendfsync everysec',
    'maxmemory-policy noeviction',
  ];
  return `${lines.join('\n')}\n`;
}

/** Values in single quotes: Compose takes them as they are. None of ours has one. */
function envFile(variables: Readonly<Record<string, string>>): SecretFile {
  const lines = Object.entries(variables)
    .filter(([name]) => !SAID_THERE.test(name))
    .map(([name, value]) => `${name}='${value}'\n`);
  return { text: lines.join(''), mode: OWNER_ONLY };
}
