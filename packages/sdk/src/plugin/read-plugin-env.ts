import type { JWK } from 'jose';
import { z } from 'zod';
import { LOG_LEVELS } from '../create-logger.ts';
import { JsonText } from '../json-text.ts';
import type { Manifest } from '../manifest.ts';
import { readEnv } from '../read-env.ts';

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
const port = z.coerce.number().int().min(0).max(65_535).optional();

/**
 * What a plugin's process reads: its own variables, which begin with its schema in capitals, and those all plugins share.
 * Throws an Error listing every fault.
 */
export function readPluginEnv(
  { port: manifestPort, database: { schema } }: Manifest,
  source?: Record<string, string | undefined>,
) {
  const prefix = schema.toUpperCase();
  const own = readEnv(
    {
      [`${prefix}_DATABASE_URL`]: z.url(),
      [`${prefix}_TENANT_KEY`]: secret,
      [`${prefix}_PLUGIN_KEY`]: privateKey,
      [`${prefix}_PORT`]: port,
    },
    source,
  );
  const shared = readEnv(
    {
      GESTAS_ROUTER_PUBLIC_KEY: publicKey,
      GESTAS_ROUTER_URL: z.url().default('http://localhost:3000/graphql'),
      REDIS_URL: z.url().optional(),
      EVENTS_DATABASE_URL: z.url().optional(),
      PLUGIN_PORT_BASE: z.coerce.number().int().min(0).max(65_000).default(PLATFORM_PORT_BASE),
      PLUGIN_HOST: z.string().default('localhost'),
      LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
    },
    source,
  );
  if (!shared.REDIS_URL && !shared.EVENTS_DATABASE_URL) {
    throw new Error(
      'Invalid environment: set REDIS_URL, or EVENTS_DATABASE_URL where there is no Redis.',
    );
  }
  const assigned =
    manifestPort === 0 ? 0 : shared.PLUGIN_PORT_BASE + manifestPort - PLATFORM_PORT_BASE;
  return {
    ...shared,
    databaseUrl: String(own[`${prefix}_DATABASE_URL`]),
    tenantKey: Buffer.from(String(own[`${prefix}_TENANT_KEY`]), 'hex'),
    pluginKey: own[`${prefix}_PLUGIN_KEY`] as JWK,
    port: Number(own[`${prefix}_PORT`] ?? assigned),
    portVariable: `${prefix}_PORT or PLUGIN_PORT_BASE`,
  };
}
