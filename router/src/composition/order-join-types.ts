import { type ConstDirectiveNode, type DefinitionNode, Kind, parse, print } from 'graphql';

/**
 * Puts keys that can't be resolved (`resolvable: false`) behind those that can, on every type: the planner takes the
 * first key listed when it goes back to a subgraph, and would send a representation nobody answers. Returns SDL.
 */
export function orderJoinTypes(supergraphSdl: string): string {
  if (!supergraphSdl.includes('resolvable: false')) return supergraphSdl;
  const document = parse(supergraphSdl, { noLocation: true });
  return print({ ...document, definitions: document.definitions.map(reorder) });
}

function reorder(definition: DefinitionNode): DefinitionNode {
  if (
    definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
    definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
  ) {
    return definition;
  }
  const { directives = [] } = definition;
  const unresolvable = directives.filter(isUnresolvable);
  const others = directives.filter((directive) => !isUnresolvable(directive));
  return { ...definition, directives: [...others, ...unresolvable] };
}

function isUnresolvable({ name, arguments: args = [] }: ConstDirectiveNode): boolean {
  if (!name.value.endsWith('__type')) return false;
  return args.some(
    (argument) =>
      argument.name.value === 'resolvable' &&
      argument.value.kind === Kind.BOOLEAN &&
      !argument.value.value,
  );
}
