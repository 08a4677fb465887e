import {
  type DefinitionNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isUnionType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** Prefix of the response names the router gives fields while it plans and fetches; clients never see it. */
export const PRIVATE_PREFIX = 'gestas_';

/** Names of fields that representations are made of, which a client's alias must not steal. */
export type RepresentationFields = {
  /** Every field named in a key, a `@requires` or a `@provides`. */
  readonly names: ReadonlySet<string>;
  /** Fields that some `@requires` asks for with arguments. */
  readonly withArguments: ReadonlySet<string>;
};

/** Reads the field sets of `@join__type` and `@join__field` in a supergraph. */
export function readRepresentationFields(supergraphSdl: string): RepresentationFields {
  const names = new Set<string>();
  const withArguments = new Set<string>();
  for (const [, set = ''] of supergraphSdl.matchAll(
    /(?:key|requires|provides): "((?:[^"\\]|\\.)*)"/g,
  )) {
    for (const [, name = '', bracket] of set.matchAll(/(\w+)\s*(\()?/g)) {
      names.add(name);
      if (bracket) withArguments.add(name);
    }
  }
  return { names, withArguments };
}

/**
 * The response names that would confuse the planner, in an operation and its fragments: an alias equal to a field that
 * representations use (`{ object { id: legacyId } }`) or to another field of the type; a field that a `@requires` asks
 * for with other arguments; names that mean something to JavaScript. Such names are private everywhere in the operation,
 * so that fields that merge go on merging.
 */
export function privateNames(
  schema: GraphQLSchema,
  definitions: readonly DefinitionNode[],
  fields: RepresentationFields,
): ReadonlySet<string> {
  const names = new Set<string>();
  const info = new TypeInfo(schema);
  for (const definition of definitions) {
    visit(
      definition,
      visitWithTypeInfo(info, {
        Field(node) {
          const parent = info.getParentType();
          if (parent && isConfusing(schema, node, parent, fields)) names.add(responseName(node));
        },
      }),
    );
  }
  return names;
}

/** The name under which a field's value is in the response. */
export function responseName({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

/** The response name for the client of a name used while fetching. */
export function publicName(name: string): string {
  return name.startsWith(PRIVATE_PREFIX) ? name.slice(PRIVATE_PREFIX.length) : name;
}

function isConfusing(
  schema: GraphQLSchema,
  node: FieldNode,
  parent: GraphQLCompositeType,
  fields: RepresentationFields,
): boolean {
  const name = responseName(node);
  if (name.startsWith(PRIVATE_PREFIX) || (name.startsWith('__') && name !== node.name.value))
    return true;
  if (node.arguments?.length && fields.withArguments.has(node.name.value)) return true;
  if (name === node.name.value) return false;
  return fields.names.has(name) || hasField(schema, parent, name);
}

function hasField(schema: GraphQLSchema, parent: GraphQLCompositeType, name: string): boolean {
  const places = isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
  return places.some((place) => !isUnionType(place) && place.getFields()[name] !== undefined);
}
