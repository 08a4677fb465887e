import { createHash } from 'node:crypto';
import { importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { AppError } from './errors.ts';
import type { Viewer } from './viewer.ts';

/** HTTP header that carries a plugin's service token to the router; never `Authorization`, which is the viewers'. */
export const SERVICE_TOKEN_HEADER = 'x-gestas-service-token';

const AUDIENCE = 'gestas-router';
const TYPE = 'gestas-service+jwt';
const LIFETIME_SECONDS = 60;
const MAX_TOKEN_LENGTH = 2_048;
/** A plugin may ask the graph on behalf of a plugin that asked it, so many times over: a circle ends here. */
const MAX_DEPTH = 3;

const Claims = z.object({
  iss: z.string().max(100),
  tenantId: z.uuid(),
  depth: z.int().min(1),
  iat: z.number(),
  exp: z.number(),
});

/** What a verified service token says. */
export type ServiceIdentity = {
  /** The plugin whose key signed it. */
  readonly plugin: string;
  readonly tenantId: string;
  /** How many plugins asked one another up to this call: 1 for the first. */
  readonly depth: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
};

/** Signs a token with which the plugin asks the router, for a minute, for one tenant. */
export type ServiceTokenSigner = (tenantId: string, depth: number) => Promise<string>;

/** Finds a plugin's enrolled public key; null when there is none. */
export type FindPluginKey = (plugin: string) => Promise<JWK | null>;

/** Makes a signer from the plugin's private Ed25519 JWK; `now` in milliseconds is injected by tests. */
export function createServiceTokenSigner(
  plugin: string,
  privateKey: JWK,
  now = Date.now,
): ServiceTokenSigner {
  const key = importJWK(privateKey, 'EdDSA');
  return async (tenantId, depth) => {
    const seconds = Math.floor(now() / 1000);
    return new SignJWT({ tenantId, depth })
      .setProtectedHeader({ alg: 'EdDSA', typ: TYPE, kid: plugin })
      .setIssuer(plugin)
      .setAudience(AUDIENCE)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + LIFETIME_SECONDS)
      .sign(await key);
  };
}

/**
 * Makes the router's verifier. A token names its plugin by `kid`, and is worth something only if the key enrolled for
 * exactly that plugin signed it.
 * @throws AppError TOKEN_INVALID, LIMIT_EXCEEDED when plugins ask one another in a circle.
 */
export function createServiceTokenVerifier(findKey: FindPluginKey, now = Date.now) {
  return async (token: string): Promise<ServiceIdentity> => {
    const { plugin, payload } = await verified(token, findKey, now);
    const claims = Claims.safeParse(payload);
    if (!claims.success || claims.data.iss !== plugin) throw invalid();
    const { tenantId, depth, iat, exp } = claims.data;
    if (exp - iat > LIFETIME_SECONDS) throw invalid();
    if (depth > MAX_DEPTH) {
      const message = 'Plugins ask one another in a circle: answer this query without the graph.';
      throw new AppError('LIMIT_EXCEEDED', message, {
        limit: 'serviceDepth',
        value: depth,
        maximum: MAX_DEPTH,
      });
    }
    return { plugin, tenantId, depth, expiresAt: exp * 1000 };
  };
}

async function verified(token: string, findKey: FindPluginKey, now: () => number) {
  if (token.length > MAX_TOKEN_LENGTH) throw invalid();
  let plugin = '';
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        const key = typeof kid === 'string' ? await findKey(kid) : null;
        if (!kid || !key) throw new Error('no key is enrolled for it');
        plugin = kid;
        return importJWK(key, 'EdDSA');
      },
      {
        algorithms: ['EdDSA'],
        audience: AUDIENCE,
        typ: TYPE,
        requiredClaims: ['iss', 'iat', 'exp'],
        maxTokenAge: LIFETIME_SECONDS,
        clockTolerance: 5,
        currentDate: new Date(now()),
      },
    );
    return { plugin, payload };
  } catch {
    throw invalid();
  }
}

function invalid(): AppError {
  return new AppError(
    'TOKEN_INVALID',
    'The service token is not valid, or its plugin not enrolled.',
  );
}

const SESSION = /^service:(\d+):/;

/**
 * The viewer a plugin is to the graph: nobody's user, of one tenant, with the permissions it declared. Its ids are the
 * same at every call, so that limits and shared answers are the plugin's own.
 */
export function serviceViewer(
  { plugin, tenantId, depth }: ServiceIdentity,
  permissions: readonly string[],
): Viewer {
  const userId = nameToUuid(`service ${plugin}`);
  const roleId = nameToUuid(`service role ${plugin}`);
  return { userId, tenantId, roleId, permissions, sessionId: `service:${depth}:${plugin}` };
}

/** How many plugins asked one another up to the viewer's call: 0 when a person asks. */
export function serviceDepthOf(viewer: Pick<Viewer, 'sessionId'> | null): number {
  return Number(SESSION.exec(viewer?.sessionId ?? '')?.[1] ?? 0);
}

/** A UUID of version 8 (RFC 9562), always the same for a name. */
function nameToUuid(name: string): string {
  const hash = createHash('sha256').update(`gestas ${name}`).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
