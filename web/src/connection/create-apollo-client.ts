import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { type DocumentNode, Kind, OperationTypeNode, print } from 'graphql';
import type { ConnectionManager } from './connection-manager.ts';
import { createRequestError, toFailure } from './failure.ts';
import type { Answer, GraphQLPayload } from './post-graphql.ts';

/** Makes the Apollo client of one session; all it sends goes through the connection manager. */
export function createApolloClient(connection: ConnectionManager): ApolloClient {
  return new ApolloClient({
    link: createLink(connection),
    cache: new InMemoryCache({
      typePolicies: {
        Query: {
          fields: {
            posts: relayStylePagination(['filter', 'first']),
            auditEntries: relayStylePagination(['filter', 'first']),
            notifications: relayStylePagination(['unreadOnly', 'first']),
            users: relayStylePagination(['search', 'first']),
          },
        },
      },
    }),
  });
}

/** The end of Apollo's link chain: requests over HTTP, subscriptions over the resuming socket. */
function createLink(connection: ConnectionManager): ApolloLink {
  return new ApolloLink(({ query, operationName, variables, extensions }) => {
    const payload = { query: print(query), operationName, variables, extensions };
    const kind = kindOf(query);
    return kind === OperationTypeNode.SUBSCRIPTION
      ? overSocket(connection, payload)
      : overHttp(connection, payload, kind === OperationTypeNode.QUERY);
  });
}

function kindOf(query: DocumentNode): OperationTypeNode | undefined {
  return query.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)?.operation;
}

function overHttp(connection: ConnectionManager, payload: GraphQLPayload, isRepeatable: boolean) {
  return new Observable<ApolloLink.Result>((observer) => {
    const over = new AbortController();
    connection.execute(payload, { isRepeatable, signal: over.signal }).then(
      (answer) => {
        observer.next(toResult(answer));
        observer.complete();
      },
      (error: unknown) => observer.error(error),
    );
    return () => over.abort();
  });
}

function overSocket(connection: ConnectionManager, payload: GraphQLPayload) {
  return new Observable<ApolloLink.Result>((observer) =>
    connection.subscribe(payload, {
      next: (result) => observer.next(result as ApolloLink.Result),
      error: (error) => observer.error(toError(error)),
      complete: () => observer.complete(),
    }),
  );
}

function toError(ending: unknown): Error {
  return createRequestError(toFailure(Array.isArray(ending) ? { errors: ending } : ending));
}

/** Writes the request id into each error, where the error panel finds it. */
function toResult({ data, errors, extensions, requestId }: Answer): ApolloLink.Result {
  const told = errors?.map((error) => ({
    ...error,
    extensions: { requestId, ...error.extensions },
  }));
  return {
    ...(data === undefined ? {} : { data }),
    ...(told ? { errors: told } : {}),
    ...(extensions ? { extensions } : {}),
  } as ApolloLink.Result;
}
