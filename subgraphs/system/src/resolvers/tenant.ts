import type { TenantResolvers } from '../generated/resolver-types.ts';
import { tenantReference } from '../services/queries/tenant-reference.ts';

export const Tenant: TenantResolvers = {
  __resolveReference: ({ id }, ctx) => tenantReference(ctx, id),
};
