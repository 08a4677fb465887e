import type { QueryResolvers } from '../generated/resolver-types.ts';
import { auditEntries } from '../services/queries/audit-entries.ts';
import { me } from '../services/queries/me.ts';
import { permissions } from '../services/queries/permissions.ts';
import { pluginScreens } from '../services/queries/plugin-screens.ts';
import { plugins } from '../services/queries/plugins.ts';
import { roles } from '../services/queries/roles.ts';
import { tenant } from '../services/queries/tenant.ts';
import { user } from '../services/queries/user.ts';
import { users } from '../services/queries/users.ts';

export const Query: QueryResolvers = {
  me: (_root, _args, ctx) => me(ctx),
  user: (_root, { id }, ctx) => user(ctx, id),
  users: (_root, args, ctx) => users(ctx, args),
  roles: (_root, _args, ctx) => roles(ctx),
  permissions: (_root, _args, ctx) => permissions(ctx),
  tenant: (_root, _args, ctx) => tenant(ctx),
  auditEntries: (_root, args, ctx) => auditEntries(ctx, args),
  plugins: (_root, _args, ctx) => plugins(ctx),
  pluginScreens: (_root, _args, ctx) => pluginScreens(ctx),
};
