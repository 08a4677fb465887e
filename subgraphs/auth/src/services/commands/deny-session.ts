import type { BaseContext } from '@gestas/sdk';

const ACCESS_TOKEN_LIFETIME_MS = 11 * 60 * 1000;

/** Puts an ended session on the routers' deny-list until its last access token is dead. */
export async function denySession(
  ctx: Pick<BaseContext, 'keyValue' | 'logger'>,
  sessionId: string,
): Promise<void> {
  try {
    await ctx.keyValue.set(`auth:deny:sid:${sessionId}`, '1', {
      expiresInMs: ACCESS_TOKEN_LIFETIME_MS,
    });
  } catch (error) {
    ctx.logger.warn(
      { err: error, sessionId },
      'deny-list not reached, the access token lives out its minutes',
    );
  }
}
