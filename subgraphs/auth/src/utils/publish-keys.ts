import type { JWK } from 'jose';

const INTERVAL_MS = 30_000;

/** Where routers read the public keys. */
const JWKS_KEY = 'auth:jwks';

/** Publishes the public halves of the signing keys now and every 30 s, so that a flushed store heals by itself. */
export async function publishKeys(
  keys: readonly JWK[],
  set: (key: string, value: string) => Promise<void>,
  onError: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  const value = JSON.stringify({ keys: keys.map(({ d: _private, ...publicPart }) => publicPart) });
  const publish = () => set(JWKS_KEY, value).catch(onError);
  await publish();
  const timer = setInterval(publish, INTERVAL_MS);
  return { stop: async () => clearInterval(timer) };
}
