import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Fields of one server-sent event, in the order in which they are written. */
export type SseEvent = {
  readonly id?: string;
  readonly retry?: string;
  readonly event?: string;
  /** One line. */
  readonly data?: string;
};

/** Writes server-sent events (WHATWG HTML, section 9.2) at the reader's pace. */
export type SseWriter = {
  /** Sends the headers, and a comment so that proxies let them through. */
  begin(setCookies: readonly string[]): void;
  /** Resolves when the reader has room for more, or is gone. */
  write(event: SseEvent): Promise<void>;
  end(): void;
};

/** Heartbeats without progress after which a reader counts as dead. */
const PATIENCE = 4;

/** Makes a writer on a response. Comments keep the connection alive; a reader that takes nothing is cut off. */
export function createSseWriter(response: ServerResponse, heartbeatMs: number): SseWriter {
  let stuck = 0;
  const heartbeat = setInterval(() => {
    if (!response.headersSent) return;
    stuck = response.writableNeedDrain ? stuck + 1 : 0;
    if (stuck >= PATIENCE) response.destroy();
    else if (stuck === 0) response.write(':\n\n');
  }, heartbeatMs);
  heartbeat.unref();
  const gone = once(response, 'close').catch(() => {});
  response.on('error', () => {});

  return {
    begin(setCookies) {
      if (response.headersSent || response.destroyed) return;
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        ...(setCookies.length > 0 ? { 'set-cookie': [...setCookies] } : {}),
      });
      response.write(':\n\n');
    },
    async write(event) {
      if (response.destroyed || response.writableEnded) return;
      const fields = Object.entries(event).map(([name, value]) => `${name}: ${value}\n`);
      if (response.write(`${fields.join('')}\n`)) return;
      stuck = 0;
      await Promise.race([once(response, 'drain'), gone]);
    },
    end() {
      clearInterval(heartbeat);
      if (!response.writableEnded) response.end();
    },
  };
}
