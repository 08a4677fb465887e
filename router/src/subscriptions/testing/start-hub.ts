import { createLogger, type Viewer } from '@gestas/sdk';
import type { Graph } from '../../pipeline.ts';
import type { Stream } from '../create-event-stream.ts';
import type { HubClient } from '../create-hub-client.ts';
import { createSubscriptionHub, type SubscriptionHubOptions } from '../create-subscription-hub.ts';
import type { SubscriptionLimits } from '../subscription-limits.ts';
import { createMemoryEventLog } from './memory-event-log.ts';
import { anIdentity } from './viewers.ts';

/** Signs the cursors of all suites. */
export const CURSOR_KEY = Buffer.alloc(32, 7);

/** An engine whose graph a suite swaps. */
function createTestEngine(first: Graph) {
  let graph = first;
  return {
    current: () => graph,
    swap(next: Graph) {
      graph = next;
    },
  };
}

/** A hub over a log in memory, with clients for viewers. */
export function startHub(
  graph: Graph,
  limits: Partial<SubscriptionLimits> = {},
  options: Partial<SubscriptionHubOptions> = {},
) {
  const log = createMemoryEventLog();
  const engine = createTestEngine(graph);
  const ended: string[] = [];
  const lines: string[] = [];
  const logger = createLogger('router', 'debug', { write: (line) => void lines.push(line) });
  const hub = createSubscriptionHub({
    engine,
    eventLog: log,
    cursorKey: CURSOR_KEY,
    limits: { sweepMs: 50, tickMs: 5, retryMs: 5, farewellMs: 20, ...limits },
    logger,
    metrics: { opened() {}, executed() {}, ended: (_transport, reason) => void ended.push(reason) },
    ...options,
  });
  const connect = (viewer: Viewer | null, expiresAt: number | null = null) => {
    const left: string[] = [];
    const client = hub.connect({
      caller: {
        ...anIdentity(viewer, expiresAt),
        session: null,
        transport: 'websocket',
        forwardedHeaders: {},
      },
      onEnd: (reason) => void left.push(reason),
    });
    return { ...client, left };
  };
  return { hub, log, engine, ended, lines, connect };
}

/** Opens a subscription; fails the test when it was refused. */
export async function open(
  client: Pick<HubClient, 'operate'>,
  query = 'subscription { postCreated { id } }',
  extras: { readonly variables?: Record<string, unknown>; readonly resumeFrom?: unknown } = {},
): Promise<Stream> {
  const operation = await operate(client, query, extras);
  if (operation.kind === 'stream') return operation.stream;
  throw new Error(`not a stream: ${JSON.stringify(operation)}`);
}

/** Sends one operation. */
export function operate(
  client: Pick<HubClient, 'operate'>,
  query: string,
  extras: { readonly variables?: Record<string, unknown>; readonly resumeFrom?: unknown } = {},
) {
  const { variables = null, resumeFrom = null } = extras;
  return client.operate(
    { query, operationName: null, variables, extensions: null },
    { requestId: 'r', traceparent: null, resumeFrom },
  );
}

/** One delivered result. */
export type Delivered = {
  readonly data?: Record<string, Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: Record<string, unknown>;
  }[];
  readonly extensions?: Record<string, unknown>;
};

/** Reads the next messages. */
export async function take(stream: Stream, count: number): Promise<Delivered[]> {
  const taken: Delivered[] = [];
  while (taken.length < count) {
    const message = await stream.next();
    if (!message) throw new Error('the stream has ended');
    taken.push(JSON.parse(message.text));
  }
  return taken;
}

/** The ids of the posts in messages. */
export function ids(messages: readonly Delivered[]): unknown[] {
  return messages.map(({ data }) => data?.postCreated?.id);
}
