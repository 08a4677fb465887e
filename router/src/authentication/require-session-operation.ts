import { AppError } from '@gestas/sdk';
import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import type { Caller } from '../pipeline.ts';

/**
 * Lets a caller whose token has expired do nothing but sign in, refresh or leave: every root field must be one of
 * `sessionFields` (mutations of the plugins with `sessionCookies`). Other callers pass.
 * @throws AppError TOKEN_EXPIRED (HTTP 401).
 */
export function requireSessionOperation(
  document: DocumentNode,
  operationName: string | null,
  caller: Pick<Caller, 'tokenState'>,
  sessionFields: ReadonlySet<string>,
): void {
  if (caller.tokenState !== 'expired') return;
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      (!operationName || definition.name?.value === operationName),
  );
  const fields = operation ? rootFields(document, operation) : [];
  const allowed = fields.length > 0 && fields.every((name) => sessionFields.has(name));
  if (operation?.operation === 'mutation' && allowed) return;
  throw new AppError('TOKEN_EXPIRED', 'The access token has expired; refresh the session.');
}

function rootFields(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const names: string[] = [];
  const seen = new Set<string>();
  const open: SelectionNode[] = [...operation.selectionSet.selections];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === Kind.FIELD) names.push(node.name.value);
    else if (node.kind === Kind.INLINE_FRAGMENT) open.push(...node.selectionSet.selections);
    else if (!seen.has(node.name.value)) {
      seen.add(node.name.value);
      open.push(...fragmentSelections(document, node.name.value));
    }
  }
  return names.filter((name) => name !== '__typename');
}

function fragmentSelections(document: DocumentNode, name: string): readonly SelectionNode[] {
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name) {
      return definition.selectionSet.selections;
    }
  }
  return [];
}
