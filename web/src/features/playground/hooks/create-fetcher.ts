import type { Fetcher } from '@graphiql/toolkit';
import { type ExecutionResult, getOperationAST, parse } from 'graphql';
import { Observable } from 'rxjs';
import type { ConnectionManager } from '../../../connection/connection-manager.ts';
import type { GraphQLPayload } from '../../../connection/post-graphql.ts';

type Result = ExecutionResult<Record<string, unknown>, Record<string, unknown>>;

/** Sends what the playground runs as the signed-in viewer: requests over HTTP, subscriptions over the live socket. */
export function createFetcher(connection: ConnectionManager): Fetcher {
  return ({ query, operationName, variables }) => {
    const operation = operationOf(query, operationName);
    const name = operation?.name?.value ?? operationName;
    const payload: GraphQLPayload = { query, operationName: name, variables };
    if (operation?.operation === 'subscription') return subscribe(connection, payload);
    return request(connection, payload, operation?.operation === 'query');
  };
}

/** The operation to run. For a moment after a change of tabs GraphiQL still names the one of the tab before. */
function operationOf(query: string, operationName: string | null | undefined) {
  const document = parse(query);
  return getOperationAST(document, operationName) ?? getOperationAST(document);
}

async function request(
  connection: ConnectionManager,
  payload: GraphQLPayload,
  isRepeatable: boolean,
): Promise<Result> {
  const { status, requestId, ...result } = await connection.execute(payload, { isRepeatable });
  return result as Result;
}

function subscribe(connection: ConnectionManager, payload: GraphQLPayload) {
  return new Observable<Result>((observer) =>
    connection.subscribe(payload, {
      next: (result) => observer.next(result as Result),
      error: (error) => observer.error(error),
      complete: () => observer.complete(),
    }),
  );
}
