import { importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { AppError } from './errors.ts';
import type { Viewer } from './viewer.ts';

/** HTTP header that carries the internal token from the router to a plugin. */
export const INTERNAL_TOKEN_HEADER = 'x-gestas-token';
/** HTTP header that carries the request id, for logs and audit rows. */
export const REQUEST_ID_HEADER = 'x-request-id';

const ISSUER = 'gestas-router';
const TYPE = 'gestas-internal+jwt';
const LIFETIME_SECONDS = 60;

const ViewerClaim = z.object({
  userId: z.uuid(),
  tenantId: z.uuid(),
  roleId: z.uuid(),
  permissions: z.array(z.string()),
  sessionId: z.string(),
});

/** What only the plugin with `sessionCookies: true` receives about the browser. */
export type ClientSession = {
  /** Cookies whose names are on the router's fixed list. */
  readonly cookies: Readonly<Record<string, string>>;
  readonly address: string;
  readonly userAgent: string;
  /** The `x-session` header: which of the browser's sessions the tab speaks for. */
  readonly sessionHint: string | null;
};

const SessionClaim = z.object({
  cookies: z.record(z.string(), z.string()),
  address: z.string(),
  userAgent: z.string(),
  sessionHint: z.string().nullable(),
});

/** Who calls: null viewer means an anonymous visitor. */
export type InternalIdentity = {
  readonly viewer: Viewer | null;
  readonly session?: ClientSession | undefined;
};

/** Signs identities for plugins; the router holds the only private key. */
export type InternalTokenSigner = (plugin: string, identity: InternalIdentity) => Promise<string>;

/** Makes a signer from the router's private Ed25519 JWK; `now` in milliseconds is injected by tests. */
export function createInternalTokenSigner(privateKey: JWK, now = Date.now): InternalTokenSigner {
  const key = importJWK(privateKey, 'EdDSA');
  return async (plugin, identity) => {
    const seconds = Math.floor(now() / 1000);
    return new SignJWT({ ...identity })
      .setProtectedHeader({ alg: 'EdDSA', typ: TYPE })
      .setIssuer(ISSUER)
      .setAudience(plugin)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + LIFETIME_SECONDS)
      .sign(await key);
  };
}

/** Verifies tokens addressed to one plugin with the router's public key; anything else is UNAUTHENTICATED. */
export function createInternalTokenVerifier(publicKey: JWK, plugin: string, now = Date.now) {
  const key = importJWK(publicKey, 'EdDSA');
  return async (token: string | undefined): Promise<InternalIdentity> => {
    if (!token) throw refusal('A plugin answers the router only: the internal token is missing.');
    try {
      const { payload } = await jwtVerify(token, await key, {
        algorithms: ['EdDSA'],
        issuer: ISSUER,
        audience: plugin,
        typ: TYPE,
        requiredClaims: ['iat', 'exp'],
        maxTokenAge: LIFETIME_SECONDS,
        clockTolerance: 5,
        currentDate: new Date(now()),
      });
      const viewer = ViewerClaim.nullable().parse(payload['viewer']);
      const session = SessionClaim.optional().parse(payload['session']);
      return { viewer, session };
    } catch (cause) {
      throw refusal('The internal token is not valid.', cause);
    }
  };
}

function refusal(message: string, cause?: unknown): AppError {
  const error = new AppError('UNAUTHENTICATED', message);
  error.cause = cause;
  return error;
}
