import { AppError, type Logger } from '@gestas/sdk';
import type { Identity } from './client-state.ts';
import { CLOSE_CODES, type CloseCode } from './close-codes.ts';

/** Reads an `Authorization` header; throws AppError (TOKEN_INVALID, TOKEN_EXPIRED, SESSION_ENDED) for a bad token. */
export type Authenticate = (authorization: string | undefined) => Promise<Identity>;

/** Who a `connection_init` or `ping` speaks for, or the code to close the socket with. */
export type Identification = { readonly identity: Identity } | { readonly refusal: CloseCode };

type Payload = Readonly<Record<string, unknown>> | null | undefined;

/** Whether a payload carries a token at all. */
export function hasToken(payload: Payload): boolean {
  return readToken(payload) !== undefined;
}

/**
 * Identifies a socket by the `authorization` of a payload: `Bearer` and a token, or the token alone. Without one the
 * client is anonymous; a bad, expired or oversized one is a refusal. Never throws.
 */
export async function identifySocket(
  payload: Payload,
  authenticate: Authenticate,
  maxTokenBytes: number,
  logger: Logger,
): Promise<Identification> {
  const token = readToken(payload);
  if (token !== undefined && (typeof token !== 'string' || token.length > maxTokenBytes)) {
    return { refusal: CLOSE_CODES.forbidden };
  }
  try {
    const identity = await authenticate(token === undefined ? undefined : asHeader(token));
    return identity.tokenState === 'expired' ? { refusal: CLOSE_CODES.tokenExpired } : { identity };
  } catch (thrown) {
    return { refusal: refusalOf(thrown, logger) };
  }
}

function refusalOf(thrown: unknown, logger: Logger): CloseCode {
  if (!(thrown instanceof AppError)) {
    logger.error({ err: thrown }, 'socket could not be authenticated');
    return CLOSE_CODES.internal;
  }
  if (thrown.code === 'TOKEN_EXPIRED') return CLOSE_CODES.tokenExpired;
  return thrown.code === 'SESSION_ENDED' ? CLOSE_CODES.sessionEnded : CLOSE_CODES.forbidden;
}

function readToken(payload: Payload): unknown {
  if (!payload) return undefined;
  for (const name of ['authorization', 'Authorization']) {
    if (Object.hasOwn(payload, name)) return payload[name] ?? undefined;
  }
  return undefined;
}

function asHeader(token: string): string {
  return /^bearer /i.test(token) ? token : `Bearer ${token}`;
}
