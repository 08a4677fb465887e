import { AppError } from '@gestas/sdk';
import type { Caller, GraphQLRequest } from '../pipeline.ts';
import type { LimitsProfile } from './limits-profile.ts';
import { nestingOf } from './nesting-of.ts';
import { requireWithin } from './require-within.ts';

/** Brackets within brackets: parsers are recursive, and no operation that means anything comes near. */
const MAX_NESTING = 400;

/**
 * The limits that need no parsing: bytes of document, extensions and variables, and nesting. Linear in the request.
 * @throws AppError LIMIT_EXCEEDED.
 */
export function checkRequestSize(
  request: GraphQLRequest,
  caller: Pick<Caller, 'viewer'>,
  limits: LimitsProfile,
): void {
  const documentBytes =
    Buffer.byteLength(request.query) + jsonBytes('extensions', request.extensions);
  requireWithin('documentBytes', documentBytes, limits.documentBytes, 'bytes of document');
  const maximum = caller.viewer ? limits.variablesBytes : limits.anonymousVariablesBytes;
  if (Number.isFinite(maximum)) {
    const bytes = jsonBytes('variables', request.variables);
    requireWithin('variablesBytes', bytes, maximum, 'bytes of variables');
  }
  requireWithin('nesting', nestingOf(request.query), MAX_NESTING, 'levels of brackets');
}

function jsonBytes(what: string, value: object | null): number {
  if (value === null) return 0;
  try {
    return Buffer.byteLength(JSON.stringify(value));
  } catch {
    throw new AppError('LIMIT_EXCEEDED', `The ${what} are nested too deeply.`, {
      limit: 'nesting',
      value: null,
      maximum: MAX_NESTING,
    });
  }
}
