import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, Kind, parse } from 'graphql';
import { DateTime } from './date-time.ts';
import { createJsonScalar } from './json-scalar.ts';
import { PLATFORM_SPEC_URL, withPlatformHeader } from './platform-header.ts';

/** Resolvers by type and field, as codegen types them. */
export type PluginResolvers = Readonly<Record<string, object | undefined>>;

/** Apollo's own resolver map, an index type that codegen's closed types do not satisfy. */
type ApolloResolvers = NonNullable<
  Parameters<typeof buildSubgraphSchema>[0] extends infer Modules
    ? Modules extends { resolvers?: infer Map }
      ? Map
      : never
    : never
>;

const JSON_SCALARS = ['JSON', 'RichText', 'Money'];

/**
 * Builds a plugin's executable schema: canonical header, federation fields, the platform's scalars.
 * @throws Error when the SDL is not GraphQL or links specifications itself.
 */
export function buildPluginSchema(
  schema: string,
  resolvers: PluginResolvers,
): { readonly sdl: string; readonly schema: GraphQLSchema } {
  const own = parse(schema);
  refuseOwnLinks(own);
  const sdl = withPlatformHeader(schema);
  const scalars = Object.fromEntries(
    declaredScalars(own).map((name) => [
      name,
      name === 'DateTime' ? DateTime : createJsonScalar(name),
    ]),
  );
  const executable = buildSubgraphSchema({
    typeDefs: parse(sdl),
    resolvers: { ...scalars, ...resolvers } as ApolloResolvers,
  });
  return { sdl, schema: executable };
}

function declaredScalars(document: DocumentNode): string[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCALAR_TYPE_DEFINITION &&
    [...JSON_SCALARS, 'DateTime'].includes(definition.name.value)
      ? [definition.name.value]
      : [],
  );
}

function refuseOwnLinks(document: DocumentNode): void {
  for (const definition of document.definitions) {
    const directives = 'directives' in definition ? (definition.directives ?? []) : [];
    if (directives.some(({ name }) => name.value === 'link' || name.value === 'composeDirective')) {
      throw new Error(
        `schema.graphql must not use @link or @composeDirective: the SDK adds federation and ${PLATFORM_SPEC_URL} itself.`,
      );
    }
  }
}
