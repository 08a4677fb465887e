import type { MutationResolvers } from '../generated/resolver-types.ts';
import { createRole } from '../services/commands/create-role.ts';
import { createUser } from '../services/commands/create-user.ts';
import { setPluginEnabled } from '../services/commands/set-plugin-enabled.ts';
import { updateRole } from '../services/commands/update-role.ts';
import { updateUser } from '../services/commands/update-user.ts';

export const Mutation: MutationResolvers = {
  createUser: (_root, { input }, ctx) => createUser(ctx, input),
  updateUser: async (_root, { input }, ctx) => ({ user: await updateUser(ctx, input) }),
  createRole: async (_root, { input }, ctx) => ({ role: await createRole(ctx, input) }),
  setPluginEnabled: async (_root, { input }, ctx) => ({
    plugin: await setPluginEnabled(ctx, input),
  }),
  updateRole: async (_root, { input }, ctx) => ({ role: await updateRole(ctx, input) }),
};
