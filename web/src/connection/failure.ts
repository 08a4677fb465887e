/** A GraphQL error as it travels. */
export type AnswerError = {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
};

/** What went wrong with one request, ready to be shown: a code of the platform's table, or `NETWORK`. */
export type Failure = {
  readonly code: string;
  readonly message: string;
  /** Lets an operator find the request in the logs. */
  readonly requestId: string | null;
  /** Faults of single input fields, by name. */
  readonly fields: Readonly<Record<string, string>>;
};

/** An Error that carries what can be told about the request that failed. */
export type RequestError = Error & { readonly failure: Failure };

/** Makes the error to throw for a failed request. */
export function createRequestError(failure: Failure): RequestError {
  return Object.assign(new Error(failure.message), { failure });
}

/** Reads a failure out of GraphQL errors: the first one speaks. */
export function failureOf(
  errors: readonly AnswerError[],
  requestId: string | null = null,
): Failure {
  const [first] = errors;
  const { code, requestId: told } = first?.extensions ?? {};
  return {
    code: typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR',
    message: first?.message ?? 'The request failed.',
    requestId: typeof told === 'string' ? told : requestId,
    fields: readFields(first?.extensions?.fields),
  };
}

/** Reads a failure out of anything thrown: our own errors, Apollo's combined GraphQL errors, or a broken connection. */
export function toFailure(error: unknown): Failure {
  if (isObject(error) && isObject(error.failure)) return error.failure as Failure;
  if (isObject(error) && Array.isArray(error.errors)) return failureOf(error.errors);
  if (isObject(error) && isObject(error.cause)) return toFailure(error.cause);
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'NETWORK', message, requestId: null, fields: {} };
}

/** Faults come as `{ name: message }` or as `[{ path, message }]`; both become the first. */
function readFields(value: unknown): Readonly<Record<string, string>> {
  const entries = Array.isArray(value)
    ? value.filter(isObject).map((fault) => [nameOf(fault.path ?? fault.field), fault.message])
    : Object.entries(isObject(value) ? value : {}).map(([name, fault]) => [name, first(fault)]);
  return Object.fromEntries(entries.filter(([, message]) => typeof message === 'string'));
}

function nameOf(path: unknown): string {
  return Array.isArray(path) ? path.join('.') : String(path);
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
