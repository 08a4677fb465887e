import type { UserResolvers } from '../generated/resolver-types.ts';
import { userReference } from '../services/queries/user-reference.ts';

export const User: UserResolvers = {
  __resolveReference: ({ id }, ctx) => userReference(ctx, id),
  role: ({ roles: [primary] }) => primary,
};
