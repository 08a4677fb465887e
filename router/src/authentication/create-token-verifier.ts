import { AppError, type Viewer } from '@gestas/sdk';
import { type CryptoKey, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import {
  ACCESS_TOKEN_AUDIENCE,
  ACCESS_TOKEN_ISSUER,
  type AccessTokenClaims,
  CLOCK_TOLERANCE_SECONDS,
  parseAccessTokenClaims,
  viewerOf,
} from './access-token-claims.ts';
import type { IsDenied } from './create-deny-list.ts';
import type { KeySet } from './create-key-set.ts';

/** Larger tokens are refused before they are parsed. */
const MAX_TOKEN_BYTES = 8 * 1024;

const REQUIRED = [
  'sub',
  'userId',
  'tenantId',
  'roleId',
  'permissions',
  'sid',
  'jti',
  'rolesVersion',
];
const TIMES = ['iat', 'nbf', 'exp'];
/** Header members that would let a token name its own key, or ask for rules this verifier doesn't know. */
const FORBIDDEN_HEADERS = [
  'jku',
  'x5u',
  'x5c',
  'x5t',
  'x5t#S256',
  'jwk',
  'crit',
  'b64',
  'zip',
  'enc',
];

/** A verified access token. */
export type AccessToken = {
  readonly viewer: Viewer;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Rises whenever the user's rights change. */
  readonly rolesVersion: number;
};

/**
 * Verifies an access token.
 * @throws AppError TOKEN_EXPIRED when `exp` is its only fault, SESSION_ENDED when it was revoked, else TOKEN_INVALID.
 */
export type VerifyAccessToken = (token: string) => Promise<AccessToken>;

/** Makes the verifier: EdDSA only, keys by `kid` from the key set only, every claim required. */
export function createTokenVerifier(options: {
  readonly keys: Pick<KeySet, 'find'>;
  readonly isDenied: IsDenied;
  readonly now?: () => number;
}): VerifyAccessToken {
  const { keys, isDenied, now = Date.now } = options;
  return async (token) => {
    const key = await keys.find(keyIdOf(token));
    if (!key) throw invalid();
    const claims = await verifiedClaims(token, key, now());
    if (await isDenied(claims)) {
      throw new AppError('SESSION_ENDED', 'The session has ended; sign in again.');
    }
    const { exp, rolesVersion } = claims;
    return { viewer: viewerOf(claims), expiresAt: exp * 1000, rolesVersion };
  };
}

function keyIdOf(token: string): string {
  if (token.length > MAX_TOKEN_BYTES || token.split('.').length !== 3) throw invalid();
  try {
    const header = decodeProtectedHeader(token);
    if (header.alg !== 'EdDSA' || header.typ !== 'at+jwt') throw invalid();
    if (FORBIDDEN_HEADERS.some((name) => name in header)) throw invalid();
    if (typeof header.kid === 'string') return header.kid;
  } catch {
    throw invalid();
  }
  throw invalid();
}

async function verifiedClaims(
  token: string,
  key: CryptoKey,
  now: number,
): Promise<AccessTokenClaims> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['EdDSA'],
      typ: 'at+jwt',
      issuer: ACCESS_TOKEN_ISSUER,
      audience: ACCESS_TOKEN_AUDIENCE,
      requiredClaims: [...REQUIRED, ...TIMES],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now),
    });
    return checkedClaims(payload, now);
  } catch (thrown) {
    if (!(thrown instanceof errors.JWTExpired)) throw invalid();
    checkedClaims(thrown.payload, now);
    throw new AppError('TOKEN_EXPIRED', 'The access token has expired; refresh the session.');
  }
}

function checkedClaims(payload: JWTPayload, now: number): AccessTokenClaims {
  const claims = parseAccessTokenClaims(payload);
  if (!claims || claims.iat * 1000 > now + CLOCK_TOLERANCE_SECONDS * 1000) throw invalid();
  return claims;
}

function invalid(): AppError {
  return new AppError('TOKEN_INVALID', 'The access token is not valid; sign in again.');
}
