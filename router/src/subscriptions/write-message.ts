import { AppError } from '@gestas/sdk';
import type { ExecutionResult, FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Message } from './create-message-queue.ts';

/** The place a message takes in the tenant's events. */
export type Place = { readonly position: number; readonly cursor: string | null };

/** Writes a result down as the one text that every equal subscriber gets, with its cursor in `extensions`. */
export function writeMessage(
  result: ExecutionResult | FormattedExecutionResult,
  { position, cursor }: Place,
): Message {
  const extensions = cursor === null ? result.extensions : { ...result.extensions, cursor };
  const text = JSON.stringify(extensions ? { ...result, extensions } : result);
  return { text, cursor, position };
}

/** The message of an event that could not be resolved: told with its cursor, never left out silently. */
export function writeFailure(
  errors: readonly GraphQLFormattedError[],
  responseName: string,
  place: Place,
): Message {
  const located = errors.map((error) => ({ ...error, path: error.path ?? [responseName] }));
  return writeMessage({ errors: located, data: null }, place);
}

/** Tells that events after the client's cursor are lost; the stream goes on live from the cursor told. */
export function writeGap(place: Place): Message {
  const message = 'Some events are no longer kept: load the data anew. New ones follow.';
  return writeMessage(
    { errors: [new AppError('RESUME_GAP', message, { cursor: place.cursor })] },
    place,
  );
}

/**
 * Tells that the router stops. It is a result, not the end of the subscription: standard clients connect again by
 * themselves after the close that follows.
 */
export function writeFarewell(place: Place, retryAfterMs: number): Message {
  const details = { plugin: 'router', retryAfterSeconds: Math.ceil(retryAfterMs / 1000) };
  const error = new AppError('PLUGIN_UNAVAILABLE', 'The router restarts: come back and continue.', {
    ...details,
    ...(place.cursor === null ? {} : { cursor: place.cursor }),
  });
  const message = writeMessage({ errors: [error], extensions: { retryAfterMs } }, place);
  return { ...message, retryAfterMs };
}
