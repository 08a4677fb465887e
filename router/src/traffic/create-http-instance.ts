import { INTERNAL_TOKEN_HEADER, REQUEST_ID_HEADER } from '@gestas/sdk';
import { type Dispatcher, Pool } from 'undici';
import { type CallDeadline, callDeadline } from './call-deadline.ts';
import type { Delivery, Failure, Instance, InstanceLimits, Outgoing } from './instance.ts';

const CONNECTIONS = 64;
const CONNECT_TIMEOUT_MS = 2_000;
const GATEWAY_FAULTS = [502, 503, 504];
/** Codes of a connection that never came to be. */
const REFUSALS = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** An instance behind an URL: one keep-alive pool, no redirects, an answer of at most `maxAnswerBytes`. */
export function createHttpInstance(url: string, limits: InstanceLimits): Instance {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    pipelining: 1,
    keepAliveTimeout: 4_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  });
  const path = `${pathname}${search}`;
  return {
    address: url,
    close: () => pool.destroy(),
    async deliver(outgoing) {
      const deadline = callDeadline(outgoing.signal, limits.timeoutMs);
      try {
        return await post(pool, path, outgoing, deadline, limits.maxAnswerBytes);
      } finally {
        deadline.clear();
      }
    },
  };
}

async function post(
  pool: Pool,
  path: string,
  outgoing: Outgoing,
  deadline: CallDeadline,
  maxBytes: number,
): Promise<Delivery> {
  let answer: Dispatcher.ResponseData | null = null;
  try {
    answer = await pool.request({
      path,
      method: 'POST',
      headers: headersOf(outgoing),
      body: outgoing.body,
      signal: deadline.signal,
    });
    const body = await readText(answer, maxBytes);
    if (body === null) return { ok: false, failure: 'oversized' };
    if (GATEWAY_FAULTS.includes(answer.statusCode)) return { ok: false, failure: 'gateway' };
    return { ok: true, response: { status: answer.statusCode, body } };
  } catch (thrown) {
    return { ok: false, failure: failureOf(thrown, answer !== null, deadline) };
  }
}

function headersOf({ headers, internalToken, requestId }: Outgoing): Record<string, string> {
  return {
    ...headers,
    'content-type': 'application/json',
    accept: 'application/json',
    [REQUEST_ID_HEADER]: requestId,
    ...(internalToken === null ? {} : { [INTERNAL_TOKEN_HEADER]: internalToken }),
  };
}

/** The body as text; null when it is larger than allowed, in which case the connection is closed. */
async function readText(
  { body, headers }: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = Number(headers['content-length'] ?? 0);
  if (size <= maxBytes) {
    size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  }
  if (size <= maxBytes) return Buffer.concat(chunks).toString('utf8');
  body.on('error', () => undefined).destroy();
  return null;
}

function failureOf(thrown: unknown, hasBegun: boolean, deadline: CallDeadline): Failure {
  if (deadline.hasTimedOut()) return 'timeout';
  if (deadline.signal.aborted) return 'aborted';
  if (hasBegun) return 'cut';
  const { code } = thrown as { code?: unknown };
  return REFUSALS.some((refusal) => refusal === code) ? 'refused' : 'reset';
}
