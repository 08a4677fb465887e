import type { GenerationResolvers, QueryResolvers } from '../generated/resolver-types.ts';
import { generation } from '../services/queries/generation.ts';
import { generationFiles } from '../services/queries/generation-files.ts';
import { generationSteps } from '../services/queries/generation-steps.ts';
import { generations } from '../services/queries/generations.ts';

export const generationQueries: Pick<QueryResolvers, 'generation' | 'generations'> = {
  generations: (_root, args, ctx) => generations(ctx, args),
  generation: (_root, { id }, ctx) => generation(ctx, id),
};

export const Generation: GenerationResolvers = {
  __resolveReference: ({ id }, ctx) => generation(ctx, id),
  author: ({ authorId }) => ({ id: authorId }),
  files: ({ id }, _args, ctx) => generationFiles(ctx, id),
  steps: ({ id }, _args, ctx) => generationSteps(ctx, id),
};
