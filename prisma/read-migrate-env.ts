import { JsonText, readEnv } from '@gestas/sdk';
import { z } from 'zod';
import type { RoleSecrets } from './roles.ts';

const secret = z.string().regex(/^[0-9a-f]{64,}$/, 'must be 32 bytes or more in hex');
const roleSecrets = JsonText.pipe(
  z.record(z.string(), z.strictObject({ password: secret, tenantKey: secret })),
);

const publicKeys = JsonText.pipe(
  z.record(
    z.string().regex(/^plugin-/),
    z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be the x of a public Ed25519 JWK'),
  ),
);

/**
 * What migrating in a container reads: `DATABASE_URL` of a login that may create roles and schemas, and
 * `GESTAS_ROLE_SECRETS`, JSON of role → `{ password, tenantKey }`, and `GESTAS_PLUGIN_KEYS`, JSON of the plugins that may join
 * the graph → the public half of their keys. Throws an Error listing every fault.
 */
export function readMigrateEnv(source?: Record<string, string | undefined>) {
  const env = readEnv(
    {
      DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
      GESTAS_ROLE_SECRETS: roleSecrets,
      GESTAS_PLUGIN_KEYS: publicKeys,
      GESTAS_PLUGINS_DIR: z.string().default('subgraphs'),
      WEB_ORIGIN: z.url().default('http://localhost:5173'),
    },
    source,
  );
  return {
    databaseUrl: env.DATABASE_URL,
    pluginsFolder: env.GESTAS_PLUGINS_DIR,
    webOrigin: env.WEB_ORIGIN,
    enrolments: Object.entries(env.GESTAS_PLUGIN_KEYS).map(([plugin, x]) => ({
      plugin,
      publicKey: { x },
    })),
    secretsOf(role: string): RoleSecrets {
      const secrets = env.GESTAS_ROLE_SECRETS[role];
      if (!secrets) throw new Error(`GESTAS_ROLE_SECRETS has nothing for ${role}: make it anew.`);
      return { password: secrets.password, tenantKey: Buffer.from(secrets.tenantKey, 'hex') };
    },
  };
}
