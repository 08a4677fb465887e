import { AppError, ERROR_CODES, type ErrorCode, type Logger } from '@gestas/sdk';
import { GraphQLError } from 'graphql';
import type { PluginFault } from './fetch.ts';
import { isRawObject, type RawObject } from './raw-data.ts';
import type { ConcretePath } from './targets.ts';

/** What each code may say besides its message; other extensions of plugins don't reach clients. */
const DECLARED: Readonly<Partial<Record<ErrorCode, readonly string[]>>> = {
  BAD_USER_INPUT: ['fields'],
  FORBIDDEN: ['permission'],
  RATE_LIMITED: ['retryAfterSeconds'],
  PLUGIN_UNAVAILABLE: ['plugin'],
  UNAUTHORIZED_FIELD_OR_TYPE: ['reason'],
  LIMIT_EXCEEDED: ['limit', 'value', 'maximum'],
};

/** Whom a fault is logged with. */
export type FaultContext = {
  readonly plugin: string;
  readonly requestId: string;
  readonly logger: Logger;
};

/** The fault of a plugin whose answer is no GraphQL response. */
export function answerInvalid(plugin: string): PluginFault {
  const message = `${plugin} answered something that is not a GraphQL response.`;
  return { message, path: null, extensions: { code: 'PLUGIN_ANSWER_INVALID', plugin } };
}

/**
 * Turns what sending threw into a fault: errors of the closed table pass, and the client that threw them has logged why;
 * anything else is logged and masked.
 */
export function thrownFault(thrown: unknown, context: FaultContext): PluginFault {
  const { plugin } = context;
  if (!(thrown instanceof AppError)) return maskedFault(thrown, null, context);
  const declared = pick(thrown.extensions, thrown.code);
  const named = thrown.code === 'PLUGIN_UNAVAILABLE' ? { plugin } : {};
  return {
    message: thrown.message,
    path: null,
    extensions: { ...declared, ...named, code: thrown.code },
  };
}

/**
 * Turns one error of a plugin's answer into a fault. Code, message and declared extensions of a code of the closed table
 * pass; everything else is logged under the request id and masked.
 */
export function answeredFault(error: unknown, context: FaultContext): PluginFault {
  if (!isRawObject(error)) return maskedFault(error, null, context);
  const path = readPath(error['path']);
  const extensions = isRawObject(error['extensions']) ? error['extensions'] : {};
  const code = own(extensions, 'code');
  const message = own(error, 'message');
  if (!isPublic(code) || typeof message !== 'string') return maskedFault(error, path, context);
  return { message, path, extensions: { ...pick(extensions, code), code } };
}

function maskedFault(
  cause: unknown,
  path: ConcretePath | null,
  context: FaultContext,
): PluginFault {
  const { plugin, requestId, logger } = context;
  logger.error({ plugin, requestId, ...describe(cause) }, 'plugin failed');
  const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId };
  return { message: 'Something went wrong on our side.', path, extensions };
}

function describe(cause: unknown): Record<string, unknown> {
  return cause instanceof Error && !(cause instanceof GraphQLError)
    ? { err: cause }
    : { fault: cause };
}

function isPublic(code: unknown): code is ErrorCode {
  return (
    typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR' && Object.hasOwn(ERROR_CODES, code)
  );
}

function pick(extensions: Readonly<RawObject>, code: ErrorCode): RawObject {
  const names = (DECLARED[code] ?? []).filter((name) => Object.hasOwn(extensions, name));
  return Object.fromEntries(names.map((name) => [name, extensions[name]]));
}

function own(object: RawObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function readPath(path: unknown): ConcretePath | null {
  if (!Array.isArray(path)) return null;
  const steps = path.filter((step) => typeof step === 'string' || typeof step === 'number');
  return steps.length > 0 ? steps : null;
}
