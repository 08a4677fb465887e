import { AppError } from './errors.ts';
import { hasPermission } from './permissions.ts';

/** The authenticated caller, as the router vouches for them. Ids are UUIDs. */
export type Viewer = {
  readonly userId: string;
  readonly tenantId: string;
  readonly roleId: string;
  readonly permissions: readonly string[];
  /** The session the access token belongs to. */
  readonly sessionId: string;
};

/** Returns the viewer, or refuses with UNAUTHENTICATED. */
export function requireViewer(ctx: { readonly viewer: Viewer | null }): Viewer {
  if (!ctx.viewer) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  return ctx.viewer;
}

/** Returns the viewer, or refuses with UNAUTHENTICATED or FORBIDDEN: every command opens with this line. */
export function requirePermission(
  ctx: { readonly viewer: Viewer | null },
  permission: string,
): Viewer {
  const viewer = requireViewer(ctx);
  if (!hasPermission(viewer.permissions, permission)) {
    throw new AppError('FORBIDDEN', `This needs the permission ${permission}.`, { permission });
  }
  return viewer;
}
