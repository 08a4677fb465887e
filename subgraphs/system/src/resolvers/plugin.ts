import type { PluginResolvers } from '../generated/resolver-types.ts';
import { pluginReference } from '../services/queries/plugin-reference.ts';

export const Plugin: PluginResolvers = {
  __resolveReference: ({ name }, ctx) => pluginReference(ctx, name),
};
