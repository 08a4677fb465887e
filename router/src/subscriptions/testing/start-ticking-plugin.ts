import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, type ExecutionArgs, subscribe } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const SCHEMA = buildSchema('type Query { x: Int } type Subscription { clock: Int }');

/** A plugin that resolves its own subscription; `tick` sends, `complete` and `cut` end it. */
export async function startTickingPlugin() {
  const waiting: (() => void)[] = [];
  const ticks: (unknown | null)[] = [];
  const subscribed: Record<string, unknown>[] = [];
  const asked: string[] = [];
  async function* clock() {
    for (;;) {
      while (ticks.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      const tick = ticks.shift();
      if (tick === null) return;
      yield { clock: tick };
    }
  }
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  useServer(
    {
      schema: SCHEMA,
      onConnect: ({ connectionParams }) => void subscribed.push({ ...connectionParams }),
      onSubscribe: (_ctx, _id, payload) => void asked.push(payload.query),
      subscribe: (args) => subscribe({ ...(args as ExecutionArgs), rootValue: { clock } }),
    },
    sockets,
  );
  server.listen(0);
  await once(server, 'listening');
  return {
    url: `ws://localhost:${(server.address() as AddressInfo).port}`,
    subscribed,
    asked,
    open: () => sockets.clients.size,
    tick(value: unknown) {
      ticks.push(value);
      for (const wake of waiting.splice(0)) wake();
    },
    stop() {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
    },
    cut() {
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}
