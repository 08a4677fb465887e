import type { Schema } from '@apollo/federation-internals';
import { applicationsOf, featureDirectiveName } from './feature-directive.ts';

const JOIN = 'https://specs.apollo.dev/join';

/** A plugin of the composition, and the address it was composed with. */
export type ComposedPlugin = { readonly name: string; readonly url: string };

/** What a supergraph says about its subgraphs. */
export type JoinGraphs = {
  readonly plugins: readonly ComposedPlugin[];
  /** Root field (`Mutation.login`) → the plugins that resolve it. */
  readonly ownersOf: ReadonlyMap<string, readonly string[]>;
};

/** Reads `@join__graph`, and which plugins resolve each root field from `@join__field` and `@join__type`. */
export function readJoinGraphs(schema: Schema): JoinGraphs {
  const graphs = readGraphs(schema);
  const nameOf = new Map(graphs.map(({ symbol, name }) => [symbol, name]));
  const fieldDirective = featureDirectiveName(schema, JOIN, 'field');
  const typeDirective = featureDirectiveName(schema, JOIN, 'type');
  const ownersOf = new Map<string, readonly string[]>();
  for (const root of schema.schemaDefinition.roots()) {
    const everywhere = applicationsOf(root.type, typeDirective).map(({ graph }) => String(graph));
    for (const field of root.type.fields()) {
      const joins = applicationsOf(field, fieldDirective);
      const owners = joins.filter(({ external }) => external !== true);
      const symbols = joins.length > 0 ? owners.map(({ graph }) => String(graph)) : everywhere;
      ownersOf.set(
        field.coordinate,
        symbols.flatMap((symbol) => nameOf.get(symbol) ?? []),
      );
    }
  }
  return { plugins: graphs.map(({ name, url }) => ({ name, url })), ownersOf };
}

function readGraphs(schema: Schema) {
  const feature = schema.coreFeatures?.getByIdentity(JOIN);
  const type = feature && schema.type(feature.typeNameInSchema('Graph'));
  if (type?.kind !== 'EnumType')
    throw new Error('The supergraph names no subgraphs (join__Graph).');
  const directive = featureDirectiveName(schema, JOIN, 'graph');
  return type.values.flatMap((value) =>
    applicationsOf(value, directive).map(({ name, url }) => ({
      symbol: value.name,
      name: String(name),
      url: String(url),
    })),
  );
}
