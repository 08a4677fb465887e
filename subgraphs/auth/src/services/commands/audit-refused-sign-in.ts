import { NO_ID } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';

/** The reserved tenant that keeps what belongs to no other. */
const PLATFORM_TENANT = 'platform';

/**
 * Audits that somebody was not let in: in the tenant that was named, in the platform's own where that doesn't exist (null).
 * Nobody acted: who was tried is the target.
 */
export async function auditRefusedSignIn(
  ctx: CommandContext,
  tenantId: string | null,
  userId: string | null,
): Promise<void> {
  const audited = tenantId ?? (await ctx.identities.tenantIdBySlug(PLATFORM_TENANT));
  if (audited === NO_ID) return;
  const target = userId ? { target: `User:${userId}` } : {};
  await ctx.forTenant(audited).transact(async (tx) => {
    tx.audit({ outcome: 'UNAUTHENTICATED', ...target });
  });
}
