import { delimiter, resolve } from 'node:path';
import { LOG_LEVELS, readEnv } from '@gestas/sdk';
import { z } from 'zod';
import { freePort } from './embedded/free-port.ts';

const numberFrom = (minimum: number, maximum: number, fallback: number) => {
  const error = `must be a whole number from ${minimum} to ${maximum}`;
  return z.coerce
    .number({ error })
    .int({ error })
    .min(minimum, { error })
    .max(maximum, { error })
    .default(fallback);
};
const numberUpTo = (maximum: number, fallback: number) => numberFrom(0, maximum, fallback);
const port = (fallback: number) => numberUpTo(65_535, fallback);
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be like postgresql://user:password@host:5432/database',
});
const redisUrl = z.url({ protocol: /^rediss?$/, error: 'must be like redis://host:6379' });

/** What `npm start` and `npm run dev` read from the environment. Throws an Error listing every fault. */
export function readPlatformEnv(source?: Record<string, string | undefined>) {
  const env = readEnv(
    {
      ROUTER_PORT: port(3000),
      WEB_PORT: port(5173),
      PLUGIN_PORT_BASE: numberUpTo(65_000, 3000),
      GESTAS_DATA_DIR: z.string().default('.data'),
      GESTAS_EXTRA_PLUGINS: z.string().default(''),
      GESTAS_MOUNT_DIR: z.string().optional(),
      GESTAS_PLUGIN_MEMORY_MB: numberFrom(64, 65_536, 768),
      GESTAS_PLUGIN_SILENCE_MS: numberFrom(600, 600_000, 30_000),
      DATABASE_URL: postgresUrl.optional(),
      REDIS_URL: redisUrl.optional(),
      QDRANT_URL: z.url().optional(),
      GESTAS_REDIS: z.enum(['on', 'off']).default('on'),
      GESTAS_LIMITS: z.enum(['default', 'test']).default('default'),
      ROUTER_CORS_ORIGINS: z.string().default(''),
      NODE_ENV: z.string().default('development'),
      LOG_LEVEL: z.enum(LOG_LEVELS).default('warn'),
      WEB_TOKEN_STORE: z.enum(['memory', 'localStorage']).default('memory'),
    },
    source,
  );
  if (env.GESTAS_LIMITS === 'test' && env.NODE_ENV === 'production') {
    throw new Error('GESTAS_LIMITS=test is refused when NODE_ENV=production.');
  }
  const corsOrigins = env.ROUTER_CORS_ORIGINS.split(',').flatMap((one) => one.trim() || []);
  const webOrigin = `http://localhost:${env.WEB_PORT}`;
  return { ...env, dataFolder: resolve(env.GESTAS_DATA_DIR), webOrigin, corsOrigins };
}

/** Where plugins' folders come and go while the platform runs: `subgraphs`, and the folders given besides. */
export function pluginRoots(env: PlatformEnv, plugins: string): readonly string[] {
  return [plugins, ...env.GESTAS_EXTRA_PLUGINS.split(delimiter).filter(Boolean)];
}

/** Where plugins that the platform is asked to mount are placed: the last of the folders it watches, if none is given. */
export function mountFolder(env: PlatformEnv, plugins: string): string {
  return resolve(env.GESTAS_MOUNT_DIR ?? pluginRoots(env, plugins).at(-1) ?? plugins);
}

/** The parsed environment, with the data folder resolved and the web client's origin. */
export type PlatformEnv = ReturnType<typeof readPlatformEnv>;

/** Draws the router's port where any will do (0): plugins are told it before the router listens. */
export async function settleRouterPort(env: PlatformEnv): Promise<PlatformEnv> {
  return env.ROUTER_PORT === 0 ? { ...env, ROUTER_PORT: await freePort() } : env;
}
