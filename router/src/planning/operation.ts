import { AppError } from '@gestas/sdk';
import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { findOperation, type Operation } from './find-operation.ts';

export type { Operation } from './find-operation.ts';

/**
 * Picks the operation to run. Throws AppError OPERATION_RESOLUTION_FAILURE when none or several match the name
 * (GraphQL specification, "GetOperation").
 */
export function pickOperation(document: DocumentNode, operationName: string | null): Operation {
  const operation = findOperation(document, operationName);
  if (operation) return operation;
  const count = document.definitions.filter(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ).length;
  throw new AppError('OPERATION_RESOLUTION_FAILURE', complaint(operationName, count));
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

function complaint(operationName: string | null, count: number): string {
  if (operationName) return `The document has no single operation named "${operationName}".`;
  return count === 0
    ? 'The document has no operation.'
    : 'The document has several operations: name one with `operationName`.';
}
