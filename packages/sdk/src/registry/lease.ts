import { importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { FindPluginKey } from '../service-token.ts';

/** Every instance renews its lease this often; routers look this often for what no bell told them of. */
export const HEARTBEAT_MS = 30_000;
/** A lease not renewed for this long, three heartbeats, is over. */
export const LEASE_MS = 3 * HEARTBEAT_MS;
/** Where leases are: `registry:lease:<plugin>:<instance>`. */
export const LEASE_PREFIX = 'registry:lease:';

const AUDIENCE = 'gestas-registry';
const TYPE = 'gestas-lease+jwt';
const MAX_LEASE_LENGTH = 4_096;
/** How far clocks of plugins and routers may differ. */
const SKEW_SECONDS = 30;

const Claims = z.object({
  iss: z.string().regex(/^plugin-[a-z0-9]+(-[a-z0-9]+)*$/),
  instanceId: z.uuid(),
  url: z.string().max(500).refine(isPluginUrl, 'must be http(s)://HOST:PORT/graphql'),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  sequence: z.int().min(1),
  startedAt: z.int().min(0),
  state: z.enum(['live', 'stopped']),
  iat: z.number(),
});

/** What an instance says of itself, signed with its plugin's key. */
export type Lease = {
  readonly plugin: string;
  readonly instanceId: string;
  /** Where it answers. */
  readonly url: string;
  /** SHA-256 in hex of what it registers: manifest and SDL. */
  readonly contentHash: string;
  /** Grows with each renewal: an older lease is a replay. */
  readonly sequence: number;
  /** Milliseconds since the epoch, by the instance's clock. */
  readonly startedAt: number;
  /** `stopped`: it takes nothing more. */
  readonly state: 'live' | 'stopped';
  /** Milliseconds since the epoch, by the instance's clock. */
  readonly renewedAt: number;
};

/** The key of an instance's lease. */
export function leaseKey(plugin: string, instanceId: string): string {
  return `${LEASE_PREFIX}${plugin}:${instanceId}`;
}

/** Makes what signs the leases of one plugin; `now` in milliseconds. */
export function createLeaseSigner(plugin: string, privateKey: JWK, now: () => number) {
  const key = importJWK(privateKey, 'EdDSA');
  return async (lease: Omit<Lease, 'plugin' | 'renewedAt'>): Promise<string> =>
    new SignJWT({ ...lease })
      .setProtectedHeader({ alg: 'EdDSA', typ: TYPE, kid: plugin })
      .setIssuer(plugin)
      .setAudience(AUDIENCE)
      .setIssuedAt(Math.floor(now() / 1000))
      .sign(await key);
}

/**
 * Makes what reads leases: signed with the key enrolled for exactly the plugin that key and claims name, and younger than
 * three heartbeats. Throws an Error that says what is wrong with it.
 */
export function createLeaseVerifier(findKey: FindPluginKey, now: () => number) {
  return async (storedAt: string, token: string): Promise<Lease> => {
    if (token.length > MAX_LEASE_LENGTH) throw new Error('the lease is too long');
    const [plugin = ''] = storedAt.slice(LEASE_PREFIX.length).split(':');
    const key = await findKey(plugin);
    if (!key) throw new Error(`${plugin} is not enrolled`);
    const { payload } = await jwtVerify(token, await importJWK(key, 'EdDSA'), {
      algorithms: ['EdDSA'],
      audience: AUDIENCE,
      issuer: plugin,
      typ: TYPE,
      requiredClaims: ['iat'],
      maxTokenAge: LEASE_MS / 1000,
      clockTolerance: SKEW_SECONDS,
      currentDate: new Date(now()),
    });
    const { iss, iat, ...claims } = Claims.parse(payload);
    if (storedAt !== leaseKey(iss, claims.instanceId)) throw new Error('the lease is another’s');
    return { plugin: iss, renewedAt: iat * 1000, ...claims };
  };
}

/** Whether routers may send requests there: nothing but a plugin's own path, and no link-local address (metadata of clouds). */
function isPluginUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, pathname, search, hash } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  if (username || password || search || hash || pathname !== '/graphql') return false;
  return !/^(169\.254\.|\[fe[89ab]|\[::ffff:a9fe:)/i.test(hostname);
}
