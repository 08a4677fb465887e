import { afterEach } from '@jest/globals';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Graph } from '../../pipeline.ts';
import type { ConnectOptions } from '../connect-subscriptions.ts';
import type { SubscriptionLimits } from '../subscription-limits.ts';
import { createNewsGraph } from './create-news-graph.ts';
import { type Door, openSocket, startDoor } from './start-door.ts';

/** Starts served graphs and peers for the tests of one file and ends them after each. */
export function createDoorSuite() {
  const stops: (() => unknown)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  return {
    /** Called after the test, last first. */
    onEnd: (stop: () => unknown) => void stops.push(stop),
    async start(
      graph: Graph = createNewsGraph(),
      limits: Partial<SubscriptionLimits> = {},
      overrides: Partial<ConnectOptions> = {},
    ): Promise<Door> {
      const door = await startDoor(graph, limits, overrides);
      stops.push(door.stop);
      return door;
    },
    /** The unmodified public client; it does not connect again. */
    client(door: Door, authorization?: string): Client {
      const made = createClient({
        url: door.wsUrl,
        webSocketImpl: WebSocket,
        lazy: true,
        retryAttempts: 0,
        ...(authorization ? { connectionParams: { authorization } } : {}),
      });
      stops.push(() => made.dispose());
      return made;
    },
    /** A socket that is spoken to by hand. */
    async socket(door: Door, options: Parameters<typeof openSocket>[1] = {}) {
      const made = await openSocket(door.wsUrl, options);
      stops.push(() => made.socket.terminate());
      return made;
    },
  };
}

/** Resolves when exactly so many subscriptions are open. */
export async function subscribed(door: Door, count = 1): Promise<void> {
  const line = new RegExp(`^gestas_router_subscriptions\\{.*\\} ${count}$`, 'm');
  while (!line.test(await door.metrics())) await new Promise(setImmediate);
}

/** Resolves when no subscription is open any more. */
export async function left(door: Door): Promise<void> {
  while (/^gestas_router_subscriptions\{.*\} [1-9]/m.test(await door.metrics())) {
    await new Promise(setImmediate);
  }
}
