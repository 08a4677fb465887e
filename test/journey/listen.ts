import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Tab } from './client.ts';

/** What a subscriber hears, collected. */
export type Listener = {
  isOpen(): boolean;
  messages(): readonly Message[];
  /** The code the server closed the socket with; null while it is open, and for SSE. */
  closedWith(): number | null;
  stop(): Promise<void>;
};

type Message = {
  readonly data?: Record<string, Record<string, unknown>> | null;
  readonly errors?: readonly unknown[];
  readonly extensions?: { readonly cursor?: string };
};

/** Subscribes over server-sent events; with a cursor, it hears first what came after that. */
export function listenOverSse(url: string, tab: Tab, query: string, resumeFrom?: string): Listener {
  const abort = new AbortController();
  const heard: Message[] = [];
  let isOpen = false;
  const listening = (async () => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${tab.token}`,
      },
      body: JSON.stringify({ query, extensions: { resumeFrom } }),
      signal: abort.signal,
    });
    isOpen = response.ok;
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const frames = (text + chunk).split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) {
        const data = /^data: (.+)$/m.exec(frame)?.[1];
        if (data) heard.push(JSON.parse(data));
      }
    }
  })().catch(() => undefined);
  return {
    isOpen: () => isOpen,
    messages: () => heard,
    closedWith: () => null,
    async stop() {
      abort.abort();
      await listening;
    },
  };
}

/** Subscribes over a WebSocket, with the unmodified graphql-ws client. */
export function listenOverSocket(url: string, tab: Tab, query: string): Listener {
  const heard: Message[] = [];
  let closedWith: number | null = null;
  let isOpen = false;
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${tab.token}` },
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: () => undefined,
    on: {
      connected: () => {
        isOpen = true;
      },
      closed: (event) => {
        closedWith = (event as { code: number }).code;
      },
    },
  });
  client.subscribe<NonNullable<Message['data']>>(
    { query },
    {
      next: ({ data }) => heard.push({ data: data ?? null }),
      error: (errors) => heard.push({ errors: [errors].flat() }),
      complete: () => undefined,
    },
  );
  return {
    isOpen: () => isOpen,
    messages: () => heard,
    closedWith: () => closedWith,
    stop: async () => client.dispose(),
  };
}
