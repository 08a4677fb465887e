import type { QueryResolvers } from '../generated/resolver-types.ts';
import { metric } from '../services/queries/metric.ts';

export const Query: QueryResolvers = {
  metric: (_root, args, ctx) => metric(ctx, args),
};
