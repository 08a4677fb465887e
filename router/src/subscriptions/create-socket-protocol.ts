import { randomUUID } from 'node:crypto';
import {
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  GraphQLSchema,
} from 'graphql';
import { makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import { CLOSE_CODES } from './close-codes.ts';
import type { Stream } from './create-event-stream.ts';
import type { Operation } from './operate.ts';
import { sendFrame } from './send-frame.ts';
import {
  acceptInit,
  closeSocket,
  type SocketDependencies,
  type SocketSession,
} from './socket-session.ts';

/** graphql-ws wants a schema beside the document; ours is in the graph. */
const NO_SCHEMA = new GraphQLSchema({});

type Answerable = Exclude<Operation, { readonly kind: 'refused' }>;

/**
 * The graphql-transport-ws protocol by graphql-ws's core, with our hub behind it. Messages of a subscription don't pass
 * through the core one by one: each is written once for all its readers and framed with the reader's id.
 */
export function createSocketProtocol(dependencies: SocketDependencies): Server<SocketSession> {
  const refused = new WeakMap<GraphQLError, readonly GraphQLFormattedError[]>();
  const operations = new WeakMap<ExecutionArgs, () => Answer>();

  return makeServer<Record<string, unknown>, SocketSession>({
    connectionInitWaitTimeout: dependencies.hub.limits.initTimeoutMs,
    onConnect: ({ extra, connectionParams }) => acceptInit(extra, connectionParams, dependencies),
    async onSubscribe({ extra }, id, payload) {
      const operation = await begin(extra, id, payload);
      if (!operation) return [new GraphQLError('The socket was closed.')];
      if (operation.kind === 'refused') {
        const error = new GraphQLError(operation.errors[0]?.message ?? 'Refused.');
        refused.set(error, operation.errors);
        return [error];
      }
      const args = toExecutionArgs(operation);
      operations.set(args, () => answerOf(operation, extra, id));
      return args;
    },
    onError: (_context, _id, _payload, [error]) => (error ? refused.get(error) : undefined),
    onNext: (_context, _id, _payload, _args, result) => format(result),
    execute: (args) => operations.get(args)?.() ?? {},
    subscribe: (args) => operations.get(args)?.() ?? {},
    onClose({ extra }) {
      extra.client?.close();
    },
  });
}

type Answer = ExecutionResult | AsyncIterableIterator<ExecutionResult>;

/** An id counts as used until its operation was prepared, even if the client has given it up meanwhile. */
async function begin(
  session: SocketSession,
  id: string,
  { query, operationName, variables, extensions }: SubscribePayload,
): Promise<Operation | null> {
  const { client, preparing, socket } = session;
  if (!client || preparing.has(id)) {
    closeSocket(socket, CLOSE_CODES.duplicateId);
    return null;
  }
  preparing.add(id);
  try {
    return await client.operate(
      {
        query,
        operationName: operationName ?? null,
        variables: variables ?? null,
        extensions: extensions ?? null,
      },
      { requestId: randomUUID(), traceparent: null, resumeFrom: extensions?.resumeFrom },
    );
  } finally {
    preparing.delete(id);
  }
}

function toExecutionArgs({ prepared }: Answerable): ExecutionArgs {
  return {
    schema: NO_SCHEMA,
    document: prepared.original,
    operationName: prepared.operationName,
  };
}

function answerOf(operation: Answerable, { socket }: SocketSession, id: string): Answer {
  if (operation.kind === 'result') return operation.result;
  return streamFrames(operation.stream, (text) =>
    sendFrame(socket, `{"id":${JSON.stringify(id)},"type":"next","payload":${text}}`),
  );
}

/** Sends every message itself and yields nothing: the core only sees the end, or the error. */
function streamFrames(
  stream: Stream,
  send: (text: string) => Promise<void>,
): AsyncIterableIterator<ExecutionResult> {
  const done = { done: true, value: undefined } as const;
  return {
    async next() {
      for (;;) {
        const message = await stream.next();
        if (!message) return done;
        await send(message.text);
      }
    },
    async return() {
      stream.stop();
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

type Outcome = {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly extensions?: Record<string, unknown> | undefined;
  readonly errors?: readonly (GraphQLError | GraphQLFormattedError)[] | undefined;
};

/** The errors of a plan are formatted already or not; the core would call `toJSON` on each. */
function format({ data, errors, extensions }: Outcome) {
  return {
    ...(data === undefined ? {} : { data }),
    ...(extensions ? { extensions } : {}),
    ...(errors ? { errors: errors.map(formatError) } : {}),
  };
}

function formatError(error: GraphQLError | GraphQLFormattedError): GraphQLFormattedError {
  return error instanceof GraphQLError ? error.toJSON() : error;
}
