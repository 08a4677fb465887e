import { AppError } from '@gestas/sdk';
import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** One operation of a document, with the fragments it reaches. */
export type Operation = {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
};

/**
 * Picks the operation to run. Throws AppError OPERATION_RESOLUTION_FAILURE when none or several match the name
 * (GraphQL specification, "GetOperation").
 */
export function pickOperation(document: DocumentNode, operationName: string | null): Operation {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const matching = operationName
    ? operations.filter(({ name }) => name?.value === operationName)
    : operations;
  const [definition] = matching;
  if (!definition || matching.length > 1) {
    throw new AppError('OPERATION_RESOLUTION_FAILURE', complaint(operationName, operations.length));
  }
  return { definition, fragments: reachableFragments(document, definition) };
}

/** The definitions of the operation: itself, then its fragments. */
export function definitionsOf({ definition, fragments }: Operation): readonly DefinitionNode[] {
  return [definition, ...fragments.values()];
}

/** The root fields, fragments opened, whatever their conditions. */
export function rootFields({ definition, fragments }: Operation): readonly FieldNode[] {
  return createFieldOpener(fragments)(definition.selectionSet);
}

/** Makes the function that lists the fields of a selection set, fragments opened, whatever their conditions. */
export function createFieldOpener(
  fragments: Operation['fragments'],
): (set: SelectionSetNode) => readonly FieldNode[] {
  const open = (set: SelectionSetNode): readonly FieldNode[] =>
    set.selections.flatMap((node) => {
      if (node.kind === Kind.FIELD) return node;
      const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      return inner ? open(inner.selectionSet) : [];
    });
  return open;
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

function complaint(operationName: string | null, count: number): string {
  if (operationName) return `The document has no single operation named "${operationName}".`;
  return count === 0
    ? 'The document has no operation.'
    : 'The document has several operations: name one with `operationName`.';
}
