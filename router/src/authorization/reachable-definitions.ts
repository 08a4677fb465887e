import {
  type DefinitionNode,
  type GraphQLSchema,
  isTypeDefinitionNode,
  Kind,
  type TypeDefinitionNode,
  visit,
} from 'graphql';

/**
 * Keeps the types that the root types and the directives lead to: by fields, arguments, members, and from an interface
 * to its implementations. Root operations whose type is gone leave the `schema` definition.
 */
export function reachableDefinitions(
  definitions: readonly DefinitionNode[],
  schema: GraphQLSchema,
): readonly DefinitionNode[] {
  const types = new Map(
    definitions.filter(isTypeDefinitionNode).map((type) => [type.name.value, type]),
  );
  const implementations = implementationsOf([...types.values()]);
  const reached = new Set<string>();
  const reach = (name: string) => {
    const type = types.get(name);
    if (!type || reached.has(name)) return;
    reached.add(name);
    for (const mentioned of mentionedTypes(type)) reach(mentioned);
    for (const implementation of implementations.get(name) ?? []) reach(implementation);
  };
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const root of roots) if (root) reach(root.name);
  for (const definition of definitions) {
    if (definition.kind !== Kind.DIRECTIVE_DEFINITION) continue;
    for (const mentioned of mentionedTypes(definition)) reach(mentioned);
  }
  return definitions
    .filter((definition) => !isTypeDefinitionNode(definition) || reached.has(definition.name.value))
    .map((definition) => withoutLostRoots(definition, reached));
}

function withoutLostRoots(
  definition: DefinitionNode,
  reached: ReadonlySet<string>,
): DefinitionNode {
  if (definition.kind !== Kind.SCHEMA_DEFINITION) return definition;
  const operationTypes = definition.operationTypes.filter(({ type }) =>
    reached.has(type.name.value),
  );
  return { ...definition, operationTypes };
}

function mentionedTypes(definition: DefinitionNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(definition, { NamedType: ({ name }) => void names.add(name.value) });
  return names;
}

function implementationsOf(types: readonly TypeDefinitionNode[]) {
  const implementations = new Map<string, string[]>();
  for (const type of types) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    for (const { name } of type.interfaces ?? []) {
      implementations.set(name.value, [
        ...(implementations.get(name.value) ?? []),
        type.name.value,
      ]);
    }
  }
  return implementations;
}
