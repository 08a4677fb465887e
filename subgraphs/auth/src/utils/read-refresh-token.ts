import { isId } from '@gestas/sdk';

const PATTERN = /^([^.]+)\.([^.]+)\.[A-Za-z0-9_-]{43}$/;

/** Whose token it claims to be; null when it is not one of ours. */
export function readRefreshToken(
  token: string | undefined,
): { readonly tenantId: string; readonly sessionId: string } | null {
  const [, tenantId, sessionId] = PATTERN.exec(token ?? '') ?? [];
  return tenantId && sessionId && isId(tenantId) && isId(sessionId)
    ? { tenantId, sessionId }
    : null;
}
