import type { IncomingMessage } from 'node:http';
import type { ClientSession } from '@gestas/sdk';
import type { Caller } from '../pipeline.ts';

/** Who the `Authorization` header says is asking. */
export type Authentication = Pick<Caller, 'viewer' | 'tokenState' | 'expiresAt'>;

const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The caller of one HTTP request. `forwarded` lists lower-case names of headers that go on to plugins (static mode). */
export function toCaller(
  request: IncomingMessage,
  who: Authentication,
  rest: {
    readonly session: ClientSession;
    readonly requestId: string;
    readonly signal: AbortSignal;
    readonly forwarded: readonly string[];
  },
): Caller {
  const { traceparent } = request.headers;
  return {
    ...who,
    session: rest.session,
    requestId: rest.requestId,
    traceparent:
      typeof traceparent === 'string' && TRACEPARENT.test(traceparent) ? traceparent : null,
    transport: 'http',
    signal: rest.signal,
    forwardedHeaders: pickHeaders(request, rest.forwarded),
  };
}

function pickHeaders(request: IncomingMessage, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = request.headers[name];
    if (value !== undefined) picked[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return picked;
}
