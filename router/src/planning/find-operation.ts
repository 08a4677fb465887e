import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';

/** One operation of a document, with the fragments it reaches. */
export type Operation = {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
};

/** The one operation of that name, or the only one there is; null when none or several match. */
export function findOperation(
  document: DocumentNode,
  operationName: string | null,
): Operation | null {
  const [definition, another] = document.definitions
    .filter((candidate) => candidate.kind === Kind.OPERATION_DEFINITION)
    .filter(({ name }) => !operationName || name?.value === operationName);
  if (!definition || another) return null;
  return { definition, fragments: reachableFragments(document, definition) };
}

function reachableFragments(document: DocumentNode, definition: OperationDefinitionNode) {
  const all = new Map(
    document.definitions
      .filter((candidate) => candidate.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const reached = new Map<string, FragmentDefinitionNode>();
  const reach = (from: DefinitionNode) => {
    visit(from, {
      FragmentSpread({ name }) {
        const fragment = all.get(name.value);
        if (!fragment || reached.has(name.value)) return;
        reached.set(name.value, fragment);
        reach(fragment);
      },
    });
  };
  reach(definition);
  return reached;
}
