import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Logger, serviceDepthOf } from '@gestas/sdk';
import type { AuthenticateService } from '../authentication/create-service-authenticate.ts';
import type { RouterEngine } from '../engine/create-engine.ts';
import { toRefusal } from '../engine/refusal.ts';
import type { Caller, GraphQLRequest } from '../pipeline.ts';
import { checkCsrf } from './check-csrf.ts';
import { checkMethod } from './check-method.ts';
import { clientSession } from './client-session.ts';
import type { Exchange } from './exchange.ts';
import { httpError } from './http-error.ts';
import { type MediaType, negotiateAccept } from './negotiate-accept.ts';
import { parseGraphQLParameters, parseGraphQLRequest } from './parse-graphql-request.ts';
import { type BodyLimits, readBody } from './read-body.ts';
import { type Deadline, requestDeadline } from './request-deadline.ts';
import { serviceTokenOf } from './service-token-of.ts';
import { type Authentication, toCaller } from './to-caller.ts';
import { writeAnswer, writeRefusal } from './write-answer.ts';

/** Reads an `Authorization` header; throws AppError TOKEN_INVALID or SESSION_ENDED for a token that counts for nothing. */
export type Authenticate = (authorization: string | undefined) => Promise<Authentication>;

/** Answers one operation as an event stream (graphql-sse's "distinct connections" mode). */
export type HandleSse = (
  request: GraphQLRequest,
  caller: Caller,
  incoming: IncomingMessage,
  response: ServerResponse,
) => Promise<void>;

/** What the handler of `/graphql` needs. */
export type GraphQLHandlerOptions = {
  readonly engine: RouterEngine;
  readonly authenticate: Authenticate;
  /** Left out: no plugin is let in by a token of its own. */
  readonly authenticateService?: AuthenticateService | undefined;
  readonly handleSse: HandleSse | null;
  readonly logger: Logger;
  /** Origins that may send session cookies, besides the router's own. */
  readonly allowedOrigins: readonly string[];
  readonly body: BodyLimits;
  /** Milliseconds the client waits at most. */
  readonly clientTimeoutMs: number;
  readonly trustProxy: boolean;
  /** Lower-case names of the request headers that plugins receive (static mode). */
  readonly forwardedHeaders: readonly string[];
};

/** Makes the handler of `/graphql`: protocol off, engine, protocol on. It never throws. */
export function createGraphQLHandler(options: GraphQLHandlerOptions) {
  return async (exchange: Exchange): Promise<void> => {
    const { request, response, requestId, note } = exchange;
    const deadline = requestDeadline(response, options.clientTimeoutMs);
    try {
      checkMethod(request);
      const mediaType = acceptable(request, options.handleSse !== null);
      const caller = await identify(exchange, deadline, options);
      const graphqlRequest = await readRequest(request, options.body);
      note.operationName = graphqlRequest.operationName;
      if (mediaType === 'text/event-stream') {
        await stream(options, graphqlRequest, caller, exchange, deadline);
      } else {
        await answer(options, graphqlRequest, caller, exchange, mediaType);
      }
    } catch (thrown) {
      const refusal = toRefusal(thrown, requestId, options.logger);
      note.code = firstCode(refusal.errors);
      writeRefusal(response, refusal);
    } finally {
      deadline.clear();
    }
  };
}

async function identify(
  { request, requestId, note }: Exchange,
  { signal }: Deadline,
  options: GraphQLHandlerOptions,
): Promise<Caller> {
  const session = clientSession(request, options.trustProxy);
  checkCsrf(request, session, options.allowedOrigins);
  const who = await authenticate(request, options);
  note.viewer = who.viewer;
  const forwarded = options.forwardedHeaders;
  return toCaller(request, who, { session, requestId, signal, forwarded });
}

function authenticate(
  request: IncomingMessage,
  { authenticate: asViewer, authenticateService: asPlugin }: GraphQLHandlerOptions,
): Promise<Authentication> {
  const token = asPlugin ? serviceTokenOf(request) : null;
  return asPlugin && token !== null ? asPlugin(token) : asViewer(request.headers.authorization);
}

async function answer(
  { engine }: GraphQLHandlerOptions,
  graphqlRequest: GraphQLRequest,
  caller: Caller,
  { request, response, note }: Exchange,
  mediaType: MediaType,
): Promise<void> {
  const answered = await engine.answer(graphqlRequest, caller, {
    readOnly: request.method === 'GET' ? 'GET' : serviceDepthOf(caller.viewer) > 0 && 'service',
  });
  note.kind = answered.operation?.kind ?? 'unknown';
  note.operationName = answered.operation?.operationName ?? note.operationName;
  note.code = firstCode(answered.result.errors);
  writeAnswer(response, answered, mediaType);
}

async function stream(
  { handleSse }: GraphQLHandlerOptions,
  graphqlRequest: GraphQLRequest,
  caller: Caller,
  { request, response, note }: Exchange,
  deadline: Deadline,
): Promise<void> {
  if (!handleSse) return;
  if (serviceDepthOf(caller.viewer) > 0) {
    throw httpError(406, 'BAD_REQUEST', 'A plugin is answered JSON; it listens to events instead.');
  }
  note.kind = 'stream';
  deadline.lift();
  await handleSse(graphqlRequest, { ...caller, transport: 'sse' }, request, response);
}

function firstCode(errors: readonly { readonly extensions?: object }[] | undefined): string | null {
  const [first] = errors ?? [];
  if (!first) return null;
  const { code } = (first.extensions ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : 'UNKNOWN';
}

function acceptable(request: IncomingMessage, streams: boolean): MediaType {
  const mediaType = negotiateAccept(request.headers.accept);
  if (mediaType !== null && (streams || mediaType !== 'text/event-stream')) return mediaType;
  const types = 'application/graphql-response+json, application/json or text/event-stream';
  throw httpError(406, 'BAD_REQUEST', `The answer can only be ${types}.`);
}

async function readRequest(request: IncomingMessage, limits: BodyLimits): Promise<GraphQLRequest> {
  if (request.method === 'POST') return parseGraphQLRequest(await readBody(request, limits));
  const [, search = ''] = (request.url ?? '').split('?', 2);
  return parseGraphQLParameters(new URLSearchParams(search));
}
