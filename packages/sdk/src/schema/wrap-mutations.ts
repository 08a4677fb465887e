import type { PluginResolvers } from './build-plugin-schema.ts';

type Resolver = (root: unknown, args: unknown, ctx: unknown, info: unknown) => unknown;
type Wrapper = (field: string, ctx: unknown, run: (ctx: unknown) => unknown) => unknown;

/** Runs every mutation field inside `wrap`, which names the command and audits what was refused. */
export function wrapMutations(resolvers: PluginResolvers, wrap: Wrapper): PluginResolvers {
  const mutation = resolvers['Mutation'];
  if (!mutation) return resolvers;
  const wrapped = Object.entries(mutation).map(([field, resolver]: [string, Resolver]) => [
    field,
    (root: unknown, args: unknown, ctx: unknown, info: unknown) =>
      wrap(field, ctx, (inner) => resolver(root, args, inner, info)),
  ]);
  return { ...resolvers, Mutation: Object.fromEntries(wrapped) };
}
