import { AppError, hasPermission, type Viewer } from '@gestas/sdk';

/**
 * Nobody hands out, changes or takes away rights they don't have themselves. `of` says whose they are, for the refusal.
 * @throws AppError FORBIDDEN naming the first permission that the viewer lacks.
 */
export function requireGrantable(viewer: Viewer, permissions: readonly string[], of: string): void {
  const missing = permissions.find((permission) => !hasPermission(viewer.permissions, permission));
  if (!missing) return;
  throw new AppError('FORBIDDEN', `${of} grants ${missing}, which you don't have.`, {
    permission: missing,
  });
}
