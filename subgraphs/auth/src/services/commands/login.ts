import { randomUUID } from 'node:crypto';
import { AppError, NO_ID, parseInput } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import type { Identity } from '../../models/identity.ts';
import type { IssuedSession } from '../../models/issued-session.ts';
import { LoginInput } from '../../models/login-input.ts';
import { describeDevice } from '../../utils/describe-device.ts';
import { firstRefreshToken } from '../../utils/first-refresh-token.ts';
import { hashRefreshToken } from '../../utils/hash-refresh-token.ts';
import { verifyPassword } from '../../utils/verify-password.ts';
import { issueSession } from './issue-session.ts';

const LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;
/** The reserved tenant that keeps what belongs to no other. */
const PLATFORM_TENANT = 'platform';

/**
 * Signs in. An unknown tenant, an unknown user, a wrong password and a user who may not sign in take the same steps
 * and get the same answer.
 */
export async function login(ctx: CommandContext, input: unknown): Promise<IssuedSession> {
  const { tenant, email, password } = parseInput(LoginInput, input);
  const tenantId = await ctx.identities.tenantIdBySlug(tenant);
  const scope = ctx.forTenant(tenantId);
  const identity = await scope.identities.findByEmail(email);
  const stored = await scope.credentials.passwordHash(identity?.id ?? NO_ID);
  const matches = await verifyPassword(stored, password);
  if (!identity || !matches || identity.status !== 'ACTIVE') {
    await auditRefusal(ctx, tenantId, identity);
    throw new AppError('UNAUTHENTICATED', 'Tenant, e-mail or password is wrong.');
  }
  const session = { id: randomUUID(), expiresAt: new Date(Date.now() + LIFETIME_MS) };
  const token = firstRefreshToken(tenantId, session.id);
  await scope.transact(async (tx) => {
    const device = describeDevice(ctx.session?.userAgent ?? '');
    const address = ctx.session?.address ?? 'unknown';
    await tx.sessions.insert(
      { ...session, userId: identity.id, device, address },
      hashRefreshToken(token),
    );
    tx.audit({ target: `Session:${session.id}`, actorId: identity.id });
  });
  return issueSession(ctx, identity, session, token);
}

/** In the tenant that was named; in the platform's own where it doesn't exist. Nobody acted: who was tried is the target. */
async function auditRefusal(
  ctx: CommandContext,
  tenantId: string,
  identity: Identity | null,
): Promise<void> {
  const audited =
    tenantId === NO_ID ? await ctx.identities.tenantIdBySlug(PLATFORM_TENANT) : tenantId;
  if (audited === NO_ID) return;
  const target = identity ? { target: `User:${identity.id}` } : {};
  await ctx.forTenant(audited).transact(async (tx) => {
    tx.audit({ outcome: 'UNAUTHENTICATED', ...target });
  });
}
