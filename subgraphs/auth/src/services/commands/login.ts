import { AppError, NO_ID, parseInput } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import type { IssuedSession } from '../../models/issued-session.ts';
import { LoginInput } from '../../models/login-input.ts';
import { verifyPassword } from '../../utils/verify-password.ts';
import { auditRefusedSignIn } from './audit-refused-sign-in.ts';
import { issueSession } from './issue-session.ts';
import { openSession } from './open-session.ts';

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
    await auditRefusedSignIn(ctx, tenantId === NO_ID ? null : tenantId, identity?.id ?? null);
    throw new AppError('UNAUTHENTICATED', 'Tenant, e-mail or password is wrong.');
  }
  const { session, refreshToken } = await scope.transact(async (tx) => {
    const opened = await openSession(ctx, tx, identity);
    tx.audit({ target: `Session:${opened.session.id}`, actorId: identity.id });
    return opened;
  });
  return issueSession(ctx, identity, session, refreshToken);
}
