import { AppError, requireViewer } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { UserRecord } from '../../models/user-record.ts';

/** The signed-in user. */
export async function me(ctx: QueryContext): Promise<UserRecord> {
  const { userId } = requireViewer(ctx);
  const user = await ctx.users.findById(userId);
  if (!user) throw new AppError('UNAUTHENTICATED', 'The signed-in user no longer exists.');
  return user;
}
