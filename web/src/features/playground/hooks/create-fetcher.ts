import type { Fetcher } from '@graphiql/toolkit';
import { type ExecutionResult, getOperationAST, parse } from 'graphql';
import { Observable } from 'rxjs';
import type { ConnectionManager } from '../../../connection/connection-manager.ts';
import type { GraphQLPayload } from '../../../connection/post-graphql.ts';

type Result = ExecutionResult<Record<string, unknown>, Record<string, unknown>>;

/** Sends what the playground runs as the signed-in viewer: requests over HTTP, subscriptions over the live socket. */
export function createFetcher(connection: ConnectionManager): Fetcher {
  return ({ query, operationName, variables }) => {
    const payload: GraphQLPayload = { query, operationName, variables };
    const kind = getOperationAST(parse(query), operationName)?.operation;
    if (kind === 'subscription') return subscribe(connection, payload);
    return request(connection, payload, kind === 'query');
  };
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
