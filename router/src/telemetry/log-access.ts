import type { Logger } from '@gestas/sdk';
import type { Exchange } from '../http/exchange.ts';

/** Paths that probes ask for every few seconds. */
const QUIET = ['/health/live', '/health/ready', '/metrics'];
const MAX_NAME = 200;

/**
 * Writes one JSON line per answered request: request id, method, path, status, duration, and for operations kind, name,
 * first error code, tenant and viewer. Never headers, bodies, variables or query strings.
 */
export function logAccess(logger: Logger, exchange: Exchange, path: string, durationMs: number) {
  const { request, response, requestId, note } = exchange;
  const isGone = !response.writableFinished;
  const line = {
    requestId,
    method: request.method,
    path: path.slice(0, MAX_NAME),
    status: isGone ? 499 : response.statusCode,
    durationMs: Math.round(durationMs * 10) / 10,
    ...(note.kind === 'other' ? {} : operationFields(exchange)),
  };
  if (QUIET.includes(path)) logger.debug(line, 'request');
  else logger.info(line, 'request');
}

function operationFields({ note }: Exchange) {
  return {
    kind: note.kind,
    operationName: note.operationName?.slice(0, MAX_NAME) ?? null,
    code: note.code,
    tenantId: note.viewer?.tenantId ?? null,
    userId: note.viewer?.userId ?? null,
  };
}
