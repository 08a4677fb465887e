import type { AppError } from '@gestas/sdk';
import { buildSchema, parse } from 'graphql';
import type { Caller } from '../../pipeline.ts';
import { createLimits } from '../create-limits.ts';
import { DEFAULT_LIMITS, type LimitsProfile } from '../limits-profile.ts';

const SCHEMA = buildSchema('type Query { a: Int }');
const EMPTY = 'type Query { a: Int }';

/** A caller that limits can judge: anonymous unless told otherwise. */
export function callerOf(overrides: Partial<Caller> = {}): Caller {
  return {
    viewer: null,
    tokenState: 'absent',
    expiresAt: null,
    session: null,
    requestId: 'request-1',
    traceparent: null,
    transport: 'http',
    signal: new AbortController().signal,
    forwardedHeaders: {},
    ...overrides,
  };
}

/** What the default limits say of a document: `extensions` of the refusal, or null when it passes. */
export function judge(
  query: string,
  options: {
    readonly variables?: Record<string, unknown>;
    readonly extensions?: Record<string, unknown>;
    readonly caller?: Caller;
    readonly supergraphSdl?: string;
    readonly profile?: Partial<LimitsProfile>;
  } = {},
): Readonly<Record<string, unknown>> | null {
  const limits = createLimits({ ...DEFAULT_LIMITS, ...options.profile });
  const caller = options.caller ?? callerOf();
  const { variables = null, extensions = null } = options;
  const request = { query, operationName: null, variables, extensions };
  try {
    limits.admit(request, caller);
    limits.checkLimitsOf(options.supergraphSdl ?? EMPTY)(parse(query), SCHEMA, caller, request);
    return null;
  } catch (error) {
    return (error as AppError).extensions;
  }
}
