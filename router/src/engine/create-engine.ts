import { AppError, type Logger } from '@gestas/sdk';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { httpError } from '../http/http-error.ts';
import type {
  Caller,
  Engine,
  EngineResponse,
  Graph,
  GraphQLRequest,
  PreparedOperation,
} from '../pipeline.ts';
import { type Admit, guardGraph } from './guard-graph.ts';
import { toRefusal } from './refusal.ts';
import { untilAborted } from './until-aborted.ts';

/** What came of one request, before a transport writes it. */
export type Answer = {
  /** As `application/graphql-response+json` has it. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Refused for a fault of the GraphQL request: plain `application/json` says 200. */
  readonly requestError: boolean;
  readonly result: ExecutionResult | FormattedExecutionResult;
  readonly setCookies: readonly string[];
  /** Null when the request was refused before it was prepared. */
  readonly operation: Pick<PreparedOperation, 'kind' | 'operationName'> | null;
};

/** What a transport asks of one request besides answering it. */
export type AnswerOptions = {
  /** Who may only read: anything but a query is refused, with 405 for GET. */
  readonly readOnly?: 'GET' | 'service' | false;
};

/** The engine as the router's own rooms see it. */
export type RouterEngine = Engine & {
  /** Puts a new graph in the place of the present one. Requests under way finish on theirs. */
  swap(graph: Graph): void;
  /** Whether a graph is served. */
  isReady(): boolean;
  /** Answers a query or a mutation without writing it down. Never throws. */
  answer(request: GraphQLRequest, caller: Caller, options?: AnswerOptions): Promise<Answer>;
};

/** What the engine needs of its surroundings. */
export type EngineOptions = {
  readonly logger: Logger;
  readonly admit: Admit;
};

/** Makes the engine: holds the present graph and is the one way to it for every transport. */
export function createEngine({ logger, admit }: EngineOptions): RouterEngine {
  let graph: Graph | null = null;
  const listeners = new Set<(graph: Graph) => void>();

  const current = () => {
    if (graph) return graph;
    throw new AppError('PLUGIN_UNAVAILABLE', 'No graph has been composed yet; try again soon.');
  };

  const answer = async (
    request: GraphQLRequest,
    caller: Caller,
    options: AnswerOptions = {},
  ): Promise<Answer> => {
    let operation: PreparedOperation | null = null;
    const work = async () => {
      const onGraph = current();
      operation = await onGraph.prepare(request, caller);
      refuseKind(operation, options);
      const variables = onGraph.coerceVariables(operation, request.variables);
      return onGraph.run(operation, variables, caller);
    };
    try {
      const done = await untilAborted(work(), caller.signal);
      return { ...SUCCESS, ...done, operation };
    } catch (thrown) {
      const { errors, ...refusal } = toRefusal(thrown, caller.requestId, logger);
      return { ...refusal, result: { errors }, setCookies: [], operation };
    }
  };

  return {
    current,
    answer,
    isReady: () => graph !== null,
    execute: async (request, caller) => encode(await answer(request, caller)),
    onSwap(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    swap(next) {
      const guarded = guardGraph(next, admit);
      graph = guarded;
      for (const listener of listeners) listener(guarded);
    },
  };
}

const SUCCESS = { status: 200, headers: {}, requestError: false } as const;

function refuseKind({ kind }: PreparedOperation, { readOnly }: AnswerOptions): void {
  if (kind === 'mutation' && readOnly === 'service') {
    throw new AppError('FORBIDDEN', 'A plugin may ask the graph; it may not change it.');
  }
  if (kind === 'mutation' && readOnly) {
    const message = 'GET can only read; send mutations by POST.';
    throw httpError(405, 'BAD_REQUEST', message, { allow: 'POST' });
  }
  if (kind === 'subscription') {
    const ways = 'WebSocket (graphql-transport-ws) or with `accept: text/event-stream`';
    throw httpError(400, 'BAD_REQUEST', `Subscriptions travel over ${ways}.`);
  }
}

function encode(answer: Answer): EngineResponse {
  const cookies = answer.setCookies.length > 0 ? { 'set-cookie': answer.setCookies } : {};
  return {
    status: answer.status,
    headers: {
      'content-type': 'application/graphql-response+json; charset=utf-8',
      ...answer.headers,
      ...cookies,
    },
    body: Buffer.from(JSON.stringify(answer.result)),
  };
}
