import type { MutationResolvers } from '../generated/resolver-types.ts';
import { acceptInvitation } from '../services/commands/accept-invitation.ts';
import { login } from '../services/commands/login.ts';
import { logout } from '../services/commands/logout.ts';
import { refreshSession } from '../services/commands/refresh-session.ts';

export const Mutation: MutationResolvers = {
  login: async (_root, { input }, ctx) => ({ __typename: 'Session', ...(await login(ctx, input)) }),
  refreshSession: (_root, _args, ctx) => refreshSession(ctx),
  acceptInvitation: async (_root, { input }, ctx) => ({
    __typename: 'Session',
    ...(await acceptInvitation(ctx, input)),
  }),
  logout: (_root, _args, ctx) => logout(ctx),
};
