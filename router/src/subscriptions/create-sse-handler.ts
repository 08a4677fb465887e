import type { IncomingMessage } from 'node:http';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { HandleSse } from '../http/graphql-handler.ts';
import type { Caller, GraphQLRequest } from '../pipeline.ts';
import type { Stream } from './create-event-stream.ts';
import type { HubClient } from './create-hub-client.ts';
import type { Message } from './create-message-queue.ts';
import { createSseWriter, type SseWriter } from './create-sse-writer.ts';
import type { SubscriptionHub } from './create-subscription-hub.ts';
import type { Operation } from './operate.ts';

/**
 * Makes the handler of graphql-sse's "distinct connections mode": `next` for each result (with the cursor as `id:`) and
 * `complete`. Faults are told in the stream, as the protocol wants. A stream that ends without `complete` (a shutdown)
 * is one to come back to, with `Last-Event-ID`.
 */
export function createSseHandler(hub: SubscriptionHub): HandleSse {
  return async (request, caller, incoming, response) => {
    let isRestarting = false;
    const { viewer, tokenState, expiresAt, session, transport, forwardedHeaders } = caller;
    const client = hub.connect({
      caller: { viewer, tokenState, expiresAt, session, transport, forwardedHeaders },
      onEnd(reason) {
        isRestarting = reason === 'shutdown';
      },
    });
    response.once('close', () => client.close());
    const writer = createSseWriter(response, hub.limits.heartbeatMs);
    try {
      const begun = await begin(client, request, caller, incoming);
      await answer(writer, begun.operation, begun.cursor);
      if (!isRestarting) await writer.write({ event: 'complete', data: '' });
    } finally {
      writer.end();
      client.close();
    }
  };
}

async function begin(
  client: HubClient,
  request: GraphQLRequest,
  { requestId, traceparent }: Caller,
  { headers, method }: IncomingMessage,
): Promise<{ readonly operation: Operation; readonly cursor: string | null }> {
  const resumeFrom = headers['last-event-id'] || request.extensions?.resumeFrom;
  const isReadOnly = method === 'GET';
  const context = { requestId, traceparent, resumeFrom, isReadOnly };
  const operation = await client.operate(request, context);
  const isFresh = resumeFrom === undefined || resumeFrom === null;
  return {
    operation,
    cursor: isFresh && operation.kind === 'stream' ? operation.stream.start : null,
  };
}

async function answer(
  writer: SseWriter,
  operation: Operation,
  cursor: string | null,
): Promise<void> {
  writer.begin(operation.kind === 'result' ? operation.setCookies : []);
  if (operation.kind === 'stream') {
    if (cursor !== null) await writer.write({ id: cursor });
    return pour(writer, operation.stream);
  }
  const result = operation.kind === 'result' ? operation.result : { errors: operation.errors };
  await writer.write({ event: 'next', data: JSON.stringify(result) });
}

async function pour(writer: SseWriter, stream: Stream): Promise<void> {
  try {
    for (let message = await stream.next(); message; message = await stream.next()) {
      await writer.write(toEvent(message));
    }
  } catch (thrown) {
    if (!(thrown instanceof GraphQLError)) throw thrown;
    const errors: readonly GraphQLFormattedError[] = [thrown.toJSON()];
    await writer.write({ event: 'next', data: JSON.stringify({ errors }) });
  }
}

function toEvent({ text, cursor, retryAfterMs }: Message) {
  return {
    ...(cursor === null ? {} : { id: cursor }),
    ...(retryAfterMs === undefined ? {} : { retry: String(retryAfterMs) }),
    event: 'next',
    data: text,
  };
}
