import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** As many subscriptions as a router takes on one connection. */
const PER_SOCKET = 50;
const QUERY = 'subscription { postCreated { id } }';

/** Subscriptions that are open, and the posts that each of them has heard of, in order. */
export type ManyListeners = {
  readonly heard: readonly (readonly string[])[];
  /** Errors, ends and closed sockets: none of which should be. */
  readonly troubles: readonly string[];
  stop(): Promise<void>;
};

/** Opens `count` subscriptions to new posts at a router's address. */
export function openListeners(url: string, token: string, count: number): ManyListeners {
  const heard = Array.from({ length: count }, (): string[] => []);
  const troubles: string[] = [];
  let isOver = false;
  const note = (trouble: string) => {
    if (!isOver) troubles.push(trouble);
  };
  const clients = Array.from({ length: Math.ceil(count / PER_SOCKET) }, () =>
    createClient({
      url: url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
      on: { closed: (event) => note(`closed with ${(event as { code: number }).code}`) },
    }),
  );
  for (const [index, own] of heard.entries()) {
    clients[Math.floor(index / PER_SOCKET)]?.subscribe<{ postCreated: { id: string } }>(
      { query: QUERY },
      {
        next: ({ data, errors }) => {
          if (data) own.push(data.postCreated.id);
          else note(JSON.stringify(errors));
        },
        error: (error) => note(JSON.stringify(error)),
        complete: () => note('completed'),
      },
    );
  }
  return {
    heard,
    troubles,
    async stop() {
      isOver = true;
      for (const client of clients) await client.dispose();
    },
  };
}
