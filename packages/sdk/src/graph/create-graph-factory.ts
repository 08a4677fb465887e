import { Kind, parse } from 'graphql';
import { z } from 'zod';
import { AppError, ERROR_CODES, type ErrorCode } from '../errors.ts';
import { SERVICE_TOKEN_HEADER, type ServiceTokenSigner } from '../service-token.ts';
import type { GraphFactory } from './graph.ts';

/** What asking the graph takes. */
export type GraphOptions = {
  /** Where the router is, such as `http://localhost:3000/graphql`; asked at each query. */
  readonly url: () => string;
  readonly sign: ServiceTokenSigner;
  /** Milliseconds to wait for an answer; 5,000. */
  readonly timeoutMs?: number;
};

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

const Answer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.looseObject({
        message: z.string(),
        extensions: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
});

/** Makes a plugin's way to the graph over HTTP, each call with a fresh token of the plugin's own key. */
export function createGraphFactory({ url, sign, timeoutMs = 5_000 }: GraphOptions): GraphFactory {
  return (tenantId, depth = 0) => ({
    async query<Data>(document: string, variables: Readonly<Record<string, unknown>> = {}) {
      requireQuery(document);
      if (!tenantId) throw new AppError('UNAUTHENTICATED', 'Only a tenant can ask the graph.');
      const token = await sign(tenantId, depth + 1);
      const text = await post(
        url(),
        token,
        JSON.stringify({ query: document, variables }),
        timeoutMs,
      );
      return readData(text) as Data;
    },
  });
}

/** Refuses anything but one query. @throws AppError BAD_USER_INPUT */
export function requireQuery(document: string): void {
  const operations = operationsOf(document);
  if (operations.length === 1 && operations[0] === 'query') return;
  throw new AppError(
    'BAD_USER_INPUT',
    'The graph is asked one query; commands are their own plugin’s.',
  );
}

function operationsOf(document: string): readonly string[] {
  try {
    return parse(document, { noLocation: true }).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition.operation] : [],
    );
  } catch (cause) {
    const error = new AppError('BAD_USER_INPUT', `The query is not well-formed: ${String(cause)}`);
    error.cause = cause;
    throw error;
  }
}

async function post(url: string, token: string, body: string, timeoutMs: number): Promise<string> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        [SERVICE_TOKEN_HEADER]: token,
      },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await readText(response);
  } catch (cause) {
    throw unavailable('The router did not answer; try again in a moment.', cause);
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readData(text: string): unknown {
  const answer = Answer.safeParse(parseJson(text));
  if (!answer.success) throw unavailable('The router answered something that is not GraphQL.');
  const { data, errors = [] } = answer.data;
  const [first] = errors;
  if (first) throw toAppError(first, errors);
  return data;
}

function toAppError(
  {
    message,
    extensions = {},
  }: { message: string; extensions?: Record<string, unknown> | undefined },
  errors: readonly unknown[],
): AppError {
  const { code, ...details } = extensions;
  if (code === 'UNAUTHORIZED_FIELD_OR_TYPE') {
    const advice =
      'The plugin may not read this: name the permission under `uses` in its manifest.';
    return new AppError('FORBIDDEN', advice, { errors });
  }
  const known = typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
  return new AppError(known ? (code as ErrorCode) : 'INTERNAL_SERVER_ERROR', message, {
    ...details,
    errors,
  });
}

function unavailable(message: string, cause?: unknown): AppError {
  const error = new AppError('GRAPH_UNAVAILABLE', message);
  error.cause = cause;
  return error;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
