import type { ClientSession, PluginResponse, Viewer } from '@gestas/sdk';
import type { DocumentNode, ExecutionResult, GraphQLFormattedError } from 'graphql';

/** A GraphQL request after the protocol has been taken off, before anything was parsed. */
export type GraphQLRequest = {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>> | null;
  readonly extensions: Readonly<Record<string, unknown>> | null;
};

/** How the request arrived. */
export type Transport = 'http' | 'sse' | 'multipart' | 'websocket' | 'in-process';

/** Who asks, how, and under which request id. `viewer: null` is an anonymous visitor. */
export type Caller = {
  readonly viewer: Viewer | null;
  /** `expired`: the token's only fault was `exp`; such a caller is anonymous and may only sign in, refresh or leave. */
  readonly tokenState: 'absent' | 'valid' | 'expired';
  /** When the access token ends, in milliseconds since the epoch. */
  readonly expiresAt: number | null;
  readonly session: ClientSession | null;
  readonly requestId: string;
  readonly traceparent: string | null;
  readonly transport: Transport;
  /** Aborted when the client goes away or the client timeout passes. */
  readonly signal: AbortSignal;
  /** Static mode only: the request headers listed in the configuration, lower-case names. */
  readonly forwardedHeaders: Readonly<Record<string, string>>;
};

/** The one seam of the router: what every transport gets back. */
export type EngineResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
};

/** The value of `@event` on a subscription field. */
export type EventDeclaration = {
  readonly names: readonly string[];
  /** Key field of the entity → name in the event's data. */
  readonly key: Readonly<Record<string, string>> | null;
  readonly payload: boolean;
  readonly match: readonly string[];
  /** Name in the event's data of the only user to deliver to. */
  readonly viewer: string | null;
};

/** What a subscription operation listens to. */
export type SubscriptionSource = {
  readonly responseName: string;
  readonly fieldName: string;
  /** The plugin that declares the field. */
  readonly plugin: string;
  /** The named type the field returns. */
  readonly typeName: string;
  /** Coerced arguments of the field. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Null when the plugin resolves its own subscription over graphql-transport-ws. */
  readonly event: EventDeclaration | null;
};

/**
 * An operation parsed, validated, filtered by the caller's rights and planned; cached by (graph, document, operation
 * name, authorization outcome). Immutable.
 */
export type PreparedOperation = {
  /** The composition it was planned on. */
  readonly compositionId: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly operationName: string | null;
  /** As the client sent it. */
  readonly original: DocumentNode;
  /** Without what the caller may not see; null when nothing is left. */
  readonly filtered: DocumentNode | null;
  /** One UNAUTHORIZED_FIELD_OR_TYPE error for each removed path (concrete list indexes are not known here). */
  readonly refusals: readonly GraphQLFormattedError[];
  /** Equal for callers whose rights leave the same document; part of every sharing key. */
  readonly outcome: string;
};

/** Extras of one execution. */
export type RunOptions = {
  /**
   * Ready-made data for the root fields of the plan's first fetch, by response name: the event of a subscription, or
   * the answer of a field that established the viewer. The fetch it replaces is not sent.
   */
  readonly seed?: Readonly<Record<string, unknown>>;
};

/**
 * Sends one GraphQL request to a plugin: internal token (or forwarded headers in static mode), in-process call or pool,
 * timeout, one retry on another instance for retryable requests, breaker, answer size cap.
 */
export interface PluginClient {
  /** Throws AppError PLUGIN_UNAVAILABLE when no instance answered; `body` is the JSON text of a GraphQL request. */
  send(
    plugin: string,
    body: string,
    caller: Caller,
    options: { readonly retryable: boolean },
  ): Promise<PluginResponse>;
}

/** One composition, ready to answer. The composed graph may be swapped; requests finish on the one they began on. */
export interface Graph {
  readonly compositionId: string;
  /** Parses, limits, validates, filters, plans. Throws GraphQLError (AppError codes) for what the client did wrong. */
  prepare(request: GraphQLRequest, caller: Caller): Promise<PreparedOperation>;
  /** Coerces variables against the operation; throws GraphQLError with BAD_USER_INPUT. */
  coerceVariables(
    prepared: PreparedOperation,
    variables: GraphQLRequest['variables'],
  ): Readonly<Record<string, unknown>>;
  /** What a prepared subscription listens to. */
  subscriptionSource(
    prepared: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
  ): SubscriptionSource;
  /**
   * Executes a prepared query or mutation, or one event of a subscription (with `seed`). Never throws: failures are
   * masked GraphQL errors. `extensions.gestas` of plugins is consumed here and never leaves.
   */
  run(
    prepared: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
    caller: Caller,
    options?: RunOptions,
  ): Promise<GraphResult>;
  /**
   * For an event-fed subscription: asks the declaring plugin for the entity with this key (`_entities`) as the caller.
   * Null when the caller may not see it or it is gone: then nothing is delivered.
   */
  resolveEventEntity(
    prepared: PreparedOperation,
    source: SubscriptionSource,
    key: Readonly<Record<string, unknown>>,
    variables: Readonly<Record<string, unknown>>,
    caller: Caller,
  ): Promise<Readonly<Record<string, unknown>> | null>;
}

/** A finished execution, and what the HTTP layer must do besides sending it. */
export type GraphResult = {
  readonly result: ExecutionResult;
  /** `Set-Cookie` values, checked against the fixed list of names. */
  readonly setCookies: readonly string[];
};

/** The running engine: the present graph, and the seam all transports use. */
export interface Engine {
  /** The graph that new requests begin on; throws when nothing was composed yet. */
  current(): Graph;
  /** Tells when a new graph has been swapped in. Returns the function that stops listening. */
  onSwap(listener: (graph: Graph) => void): () => void;
  /** Answers a query or a mutation with bytes; a subscription with a stream of parts when the transport can carry it. */
  execute(request: GraphQLRequest, caller: Caller): Promise<EngineResponse>;
}
