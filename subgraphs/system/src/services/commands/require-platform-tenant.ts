import { AppError } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';

const PLATFORM = 'platform';

/**
 * What is of all tenants is decided in the platform's own, whatever rights somebody has in another.
 * @throws AppError FORBIDDEN.
 */
export async function requirePlatformTenant(ctx: Pick<CommandContext, 'tenants'>): Promise<void> {
  const tenant = await ctx.tenants.bound();
  if (tenant?.slug === PLATFORM) return;
  throw new AppError('FORBIDDEN', 'This is decided in the tenant of the platform itself.');
}
