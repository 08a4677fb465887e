import { AppError, type Viewer } from '@gestas/sdk';
import type { Caller } from '../pipeline.ts';
import type { AccessToken, VerifyAccessToken } from './create-token-verifier.ts';

/** Who a request speaks for. */
export type Authentication = Pick<Caller, 'viewer' | 'tokenState' | 'expiresAt'>;

/** A visitor without a token. */
export const ANONYMOUS: Authentication = { viewer: null, tokenState: 'absent', expiresAt: null };

/**
 * Makes the reader of `Authorization` headers (and of `connection_init`): no header is an anonymous visitor; a token
 * that has only expired is anonymous too, marked `expired`. `refresh` gives the viewer the rights that hold now, which
 * may have changed since the token was issued.
 * @throws AppError TOKEN_INVALID or SESSION_ENDED: the whole request is refused with 401.
 */
export function createAuthenticate(
  verify: VerifyAccessToken,
  refresh: (token: AccessToken) => Promise<Viewer>,
) {
  return async (authorization: string | undefined): Promise<Authentication> => {
    if (authorization === undefined || authorization.trim() === '') return ANONYMOUS;
    const token = /^Bearer +([A-Za-z0-9_.-]+) *$/i.exec(authorization)?.[1];
    if (!token) {
      throw new AppError('TOKEN_INVALID', 'Send `Authorization: Bearer` and an access token.');
    }
    try {
      const verified = await verify(token);
      const { expiresAt } = verified;
      return { viewer: await refresh(verified), tokenState: 'valid', expiresAt };
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'TOKEN_EXPIRED') {
        return { ...ANONYMOUS, tokenState: 'expired' };
      }
      throw thrown;
    }
  };
}
