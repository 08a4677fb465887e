import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionNode } from 'graphql';

/** The operation a request means; undefined when its name fits none. */
export function selectedOperation(
  document: DocumentNode,
  operationName: string | null,
): OperationDefinitionNode | undefined {
  return document.definitions.find(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      (!operationName || definition.name?.value === operationName),
  );
}

/** Names of the root fields an operation selects, through fragments too; `__typename` is left out. */
export function selectedRootFields(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly string[] {
  const names = new Set<string>();
  const spread = new Set<string>();
  const open: SelectionNode[] = [...operation.selectionSet.selections];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === Kind.FIELD) names.add(node.name.value);
    else if (node.kind === Kind.INLINE_FRAGMENT) open.push(...node.selectionSet.selections);
    else if (!spread.has(node.name.value)) {
      spread.add(node.name.value);
      open.push(...fragmentSelections(document, node.name.value));
    }
  }
  names.delete('__typename');
  return [...names];
}

function fragmentSelections(document: DocumentNode, name: string): readonly SelectionNode[] {
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name) {
      return definition.selectionSet.selections;
    }
  }
  return [];
}
