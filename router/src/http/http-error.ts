import { AppError, type ErrorCode } from '@gestas/sdk';

/** What an error wants from the HTTP answer; it sits in `extensions.http` and never reaches the client. */
export type HttpHints = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
};

/** An AppError that asks for an HTTP status (and headers) other than its code's own. */
export function httpError(
  status: number,
  code: ErrorCode,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): AppError {
  const http: HttpHints = { status, headers };
  return new AppError(code, message, { http });
}

/** The hints an error carries, if it carries any. */
export function httpHints(error: { readonly extensions?: object | undefined }): HttpHints | null {
  const hints = (error.extensions as { http?: HttpHints } | undefined)?.http;
  return hints && typeof hints.status === 'number' ? hints : null;
}
