import { createHmac } from 'node:crypto';

/**
 * Signs "this backend may act for this tenant" with the role's key: HMAC-SHA256 (RFC 2104) over tenant, role and
 * backend process id, in hex. `app.current_tenant()` checks it inside PostgreSQL.
 */
export function tenantSignature(key: Buffer, tenantId: string, role: string, pid: number): string {
  return createHmac('sha256', key).update(`${tenantId}:${role}:${pid}`).digest('hex');
}
