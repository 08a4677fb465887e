import type { Server } from 'node:http';
import type { EventLog, Logger } from '@gestas/sdk';
import type { Authenticate, HandleSse } from '../http/graphql-handler.ts';
import type { Engine } from '../pipeline.ts';
import type { SubscriptionMetrics } from '../subscriptions/subscription-metrics.ts';

/** The transports that carry subscriptions, once they are made for an engine. */
export type SubscriptionTransports = {
  /** Answers an operation on `/graphql` with `accept: text/event-stream`. */
  readonly handleSse: HandleSse;
  /** Takes the server's `upgrade` events. */
  attachWebSocket(server: Server): void;
  /** Ends every socket and stream, each with its cursor. */
  close(): Promise<void>;
};

/** What the transports are made of. */
export type SubscriptionParts = {
  readonly engine: Engine;
  /** Reads `Authorization` headers and `connection_init.payload.authorization`. */
  readonly authenticate: Authenticate;
  readonly eventLog: EventLog;
  /** 32 bytes that sign cursors. */
  readonly cursorKey: Buffer;
  /** Origins that may open a socket, besides the router's own. */
  readonly allowedOrigins: readonly string[];
  readonly metrics: SubscriptionMetrics;
  readonly logger: Logger;
};
