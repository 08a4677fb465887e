import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Door } from './start-door.ts';

/** Sends an operation and reads the event stream as text, no faster than it is asked for. */
export async function readStream(door: Door, body: unknown, headers: Record<string, string> = {}) {
  const { authorization, ...others } = headers;
  const request = httpRequest(door.url, {
    method: 'POST',
    agent: false,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(authorization ? { authorization: `Bearer ${authorization}` } : {}),
      ...others,
    },
  });
  request.end(JSON.stringify(body));
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.setEncoding('utf8');
  const chunks = response[Symbol.asyncIterator]();
  let text = '';
  const more = async () => {
    const { value, done } = await chunks.next();
    if (done) return false;
    text += value;
    return true;
  };
  return {
    response,
    async until(part: string) {
      while (!text.includes(part) || !text.endsWith('\n\n')) {
        if (!(await more())) throw new Error(`ended without ${part}: ${text}`);
      }
      return text;
    },
    async rest() {
      while (await more());
      return text;
    },
  };
}
