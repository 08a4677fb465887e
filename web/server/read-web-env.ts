import { readEnv } from '@gestas/sdk';
import { z } from 'zod';

const milliseconds = z.coerce.number().int().min(0).max(600_000);

/** What the web client's own process reads from the environment. Throws an Error listing every fault. */
export function readWebEnv(source?: Record<string, string | undefined>) {
  const env = readEnv(
    {
      WEB_PORT: z.coerce.number().int().min(0).max(65_535).default(5173),
      WEB_HOST: z.string().default('0.0.0.0'),
      ROUTER_URL: z.url({ protocol: /^http$/ }),
      TRUST_PROXY: z.stringbool().default(false),
      DRAIN_WAIT_MS: milliseconds.default(0),
      DRAIN_LIMIT_MS: milliseconds.default(30_000),
    },
    source,
  );
  return { ...env, drain: { waitMs: env.DRAIN_WAIT_MS, limitMs: env.DRAIN_LIMIT_MS } };
}
