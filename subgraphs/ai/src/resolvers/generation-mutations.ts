import type { MutationResolvers } from '../generated/resolver-types.ts';
import { acceptGeneration } from '../services/commands/accept-generation.ts';
import { cancelGeneration } from '../services/commands/cancel-generation.ts';
import { mountGeneration } from '../services/commands/mount-generation.ts';
import { rejectGeneration } from '../services/commands/reject-generation.ts';
import { startGeneration } from '../services/commands/start-generation.ts';

export const generationMutations: Pick<
  MutationResolvers,
  | 'startGeneration'
  | 'acceptGeneration'
  | 'rejectGeneration'
  | 'cancelGeneration'
  | 'mountGeneration'
> = {
  startGeneration: async (_root, { input }, ctx) => ({
    generation: await startGeneration(ctx, input),
  }),
  acceptGeneration: async (_root, { input }, ctx) => ({
    generation: await acceptGeneration(ctx, input),
  }),
  rejectGeneration: async (_root, { input }, ctx) => ({
    generation: await rejectGeneration(ctx, input),
  }),
  cancelGeneration: async (_root, { input }, ctx) => ({
    generation: await cancelGeneration(ctx, input),
  }),
  mountGeneration: async (_root, { input }, ctx) => mountGeneration(ctx, input),
};
