import { AppError } from '@gestas/sdk';
import type { DocumentNode } from 'graphql';
import type { Caller } from '../pipeline.ts';
import { selectedOperation, selectedRootFields } from './selected-root-fields.ts';

/**
 * Judges operations by the mutations that deal in session cookies (`sessionFields`: those of the plugins with
 * `sessionCookies`). A caller whose token has expired may select nothing but them; over WebSocket nobody may.
 * @throws AppError TOKEN_EXPIRED (HTTP 401) or FORBIDDEN.
 */
export function requireSessionOperation(
  document: DocumentNode,
  operationName: string | null,
  caller: Pick<Caller, 'tokenState' | 'transport'>,
  sessionFields: ReadonlySet<string>,
): void {
  if (caller.tokenState !== 'expired' && caller.transport !== 'websocket') return;
  const operation = selectedOperation(document, operationName);
  const fields = operation?.operation === 'mutation' ? selectedRootFields(document, operation) : [];
  if (caller.transport === 'websocket' && fields.some((name) => sessionFields.has(name))) {
    throw new AppError('FORBIDDEN', 'Signing in, refreshing and leaving need cookies: use POST.');
  }
  const isAllowed = fields.length > 0 && fields.every((name) => sessionFields.has(name));
  if (caller.tokenState !== 'expired' || isAllowed) return;
  throw new AppError('TOKEN_EXPIRED', 'The access token has expired; refresh the session.');
}
