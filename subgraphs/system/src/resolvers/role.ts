import type { RoleResolvers } from '../generated/resolver-types.ts';
import { roleReference } from '../services/queries/role-reference.ts';

export const Role: RoleResolvers = {
  __resolveReference: ({ id }, ctx) => roleReference(ctx, id),
};
