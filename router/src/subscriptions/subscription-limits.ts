/** Bounds of the subscription transports; every one may be configured. Times are milliseconds. */
export type SubscriptionLimits = {
  /** Operations under way on one socket, subscriptions and others together. */
  readonly perConnection: number;
  /** Subscriptions of one tenant on one router. */
  readonly perTenant: number;
  /** Messages that wait for a slow reader before its subscription is closed with a cursor. */
  readonly queueLength: number;
  /** Characters that wait for a slow reader; one message may always wait. */
  readonly queueSize: number;
  /** Events resolved at once for equal subscribers. */
  readonly width: number;
  /** Subscriptions that read missed events at once; the others wait their turn. */
  readonly catchUps: number;
  /** The longest the resolving of one event may take. */
  readonly eventTimeoutMs: number;
  /** WebSockets open at once on one router. */
  readonly sockets: number;
  readonly maxFrameBytes: number;
  /** Bytes that may wait to be sent to one socket before it is cut off. */
  readonly socketBufferBytes: number;
  readonly maxTokenBytes: number;
  /** Messages a second from one socket, and how many may come at once. */
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  readonly initTimeoutMs: number;
  readonly heartbeatMs: number;
  /** How often the log is looked at although no bell rang. */
  readonly sweepMs: number;
  /** How often tokens are looked at. */
  readonly tickMs: number;
  /** How long to wait before a log that could not be read is read again. */
  readonly retryMs: number;
  /** How long a client has to read the farewell of a shutdown. */
  readonly farewellMs: number;
  /** The longest a client is asked to wait before it comes back after a shutdown. */
  readonly retrySpreadMs: number;
};

/** What holds unless configured otherwise (the design's "Delivery"). */
export const DEFAULT_SUBSCRIPTION_LIMITS: SubscriptionLimits = {
  perConnection: 50,
  perTenant: 10_000,
  queueLength: 256,
  queueSize: 4_000_000,
  width: 8,
  catchUps: 64,
  eventTimeoutMs: 30_000,
  sockets: 10_000,
  maxFrameBytes: 128 * 1024,
  socketBufferBytes: 32 * 1024 * 1024,
  maxTokenBytes: 8 * 1024,
  messagesPerSecond: 100,
  messageBurst: 200,
  initTimeoutMs: 5_000,
  heartbeatMs: 15_000,
  sweepMs: 3_000,
  tickMs: 1_000,
  retryMs: 500,
  farewellMs: 1_000,
  retrySpreadMs: 5_000,
};
