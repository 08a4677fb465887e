import { randomUUID } from 'node:crypto';
import type { CommandContext, CommandTransaction } from '../../context.ts';
import type { Identity } from '../../models/identity.ts';
import { describeDevice } from '../../utils/describe-device.ts';
import { firstRefreshToken } from '../../utils/first-refresh-token.ts';
import { hashRefreshToken } from '../../utils/hash-refresh-token.ts';

const LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

/** A session that was just opened, with the refresh token to hand out once. */
export type OpenedSession = {
  readonly session: { readonly id: string; readonly expiresAt: Date };
  readonly refreshToken: string;
};

/** Opens a session of the browser that asks, in the caller's transaction. Of its refresh token only the hash is kept. */
export async function openSession(
  ctx: CommandContext,
  tx: CommandTransaction,
  { id: userId, tenantId }: Pick<Identity, 'id' | 'tenantId'>,
): Promise<OpenedSession> {
  const session = { id: randomUUID(), expiresAt: new Date(Date.now() + LIFETIME_MS) };
  const refreshToken = firstRefreshToken(tenantId, session.id);
  const device = describeDevice(ctx.session?.userAgent ?? '');
  const address = ctx.session?.address ?? 'unknown';
  await tx.sessions.insert({ ...session, userId, device, address }, hashRefreshToken(refreshToken));
  return { session, refreshToken };
}
