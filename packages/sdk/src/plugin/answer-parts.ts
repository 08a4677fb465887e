import { z } from 'zod';
import type { ResponseDirectives } from '../context/context.ts';
import { AppError } from '../errors.ts';
import { maskError } from './mask-error.ts';
import type { PluginRequest, PluginResponse } from './plugin.ts';
import type { PluginRuntime } from './plugin-runtime.ts';

const Body = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/** Parses the JSON text of a GraphQL request; BAD_REQUEST says what is expected. */
export function parseBody(text: string) {
  try {
    return Body.parse(JSON.parse(text));
  } catch {
    throw new AppError(
      'BAD_REQUEST',
      'Send JSON with `query`, and optionally `variables` and `operationName`.',
    );
  }
}

/** The answer to a request that never reached the schema. */
export function refuse(
  error: unknown,
  runtime: PluginRuntime,
  request: PluginRequest,
): PluginResponse {
  if (error instanceof AppError) {
    const status = error.code === 'UNAUTHENTICATED' ? 401 : 400;
    return { status, body: JSON.stringify({ errors: [error.toJSON()] }) };
  }
  runtime.logger.error({ err: error, requestId: request.requestId }, 'unexpected error');
  const masked = maskError({ message: '' }, error, runtime.logger, request.requestId ?? '');
  return { status: 500, body: JSON.stringify({ errors: [masked] }) };
}

/** Collects what resolvers tell the router, for `extensions.gestas`. */
export function collectDirectives() {
  const cookies: Parameters<ResponseDirectives['setCookie']>[0][] = [];
  let session: Parameters<ResponseDirectives['establishSession']>[0] | undefined;
  const response: ResponseDirectives = {
    setCookie: (cookie) => void cookies.push(cookie),
    establishSession: (given) => {
      session = given;
    },
  };
  const extensions = () =>
    cookies.length > 0 || session ? { gestas: { cookies, session } } : undefined;
  return { response, extensions };
}
