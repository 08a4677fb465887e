import manifest from '../manifest.json' with { type: 'json' };
import { context } from './context.ts';
import { resolvers } from './resolvers/index.ts';

/** The plugin as a value: `index.ts` starts it, tests run it alone. */
export const definition = {
  manifest,
  schema: new URL('../schema.graphql', import.meta.url),
  resolvers,
  context,
};
