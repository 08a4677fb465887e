import type { GraphQLRequest } from '../pipeline.ts';
import { httpError } from './http-error.ts';

const SHAPE =
  'a JSON object with `query`, and optionally `operationName`, `variables`, `extensions`';

/**
 * Parses the body of a POST (GraphQL over HTTP, section 5.4). Keys other than the four are ignored.
 * @throws AppError BAD_REQUEST with HTTP 400 saying which parameter is wrong.
 */
export function parseGraphQLRequest(body: string): GraphQLRequest {
  if (body.trim() === '') throw refusal(`The body is empty; send ${SHAPE}.`);
  const value = parseJson(body, 'body');
  if (Array.isArray(value)) throw refusal('Batches are not supported; send one operation.');
  if (!isRecord(value)) throw refusal(`The body must be ${SHAPE}.`);
  return toRequest(value);
}

/**
 * Parses the parameters of a GET (GraphQL over HTTP, section 5.5): `variables` and `extensions` are JSON text.
 * @throws AppError BAD_REQUEST with HTTP 400 saying which parameter is wrong.
 */
export function parseGraphQLParameters(parameters: URLSearchParams): GraphQLRequest {
  for (const name of ['query', 'operationName', 'variables', 'extensions']) {
    if (parameters.getAll(name).length > 1) throw refusal(`\`${name}\` is given more than once.`);
  }
  const json = (name: string) => {
    const text = parameters.get(name);
    return text === null || text === '' ? null : parseJson(text, `\`${name}\` parameter`);
  };
  return toRequest({
    query: parameters.get('query'),
    operationName: parameters.get('operationName') || null,
    variables: json('variables'),
    extensions: json('extensions'),
  });
}

function toRequest(value: Readonly<Record<string, unknown>>): GraphQLRequest {
  const query = own(value, 'query');
  if (typeof query !== 'string' || query.trim() === '') {
    throw refusal('`query` is missing: it must be a string with a GraphQL document.');
  }
  const operationName = own(value, 'operationName');
  if (operationName !== null && typeof operationName !== 'string') {
    throw refusal('`operationName` must be a string.');
  }
  return {
    query,
    operationName,
    variables: record(value, 'variables'),
    extensions: record(value, 'extensions'),
  };
}

function record(
  value: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> | null {
  const member = own(value, name);
  if (member === null || isRecord(member)) return member;
  throw refusal(`\`${name}\` must be a JSON object.`);
}

function own(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(`The ${what} is not well-formed JSON.`);
  }
}

function refusal(message: string) {
  return httpError(400, 'BAD_REQUEST', message);
}
