import { setTimeout as delay } from 'node:timers/promises';
import {
  type ModelDelta,
  ModelError,
  type ModelRequest,
  type ModelService,
} from '../../models/model-service.ts';

/** How often, and how long, a call is tried again. */
export type RetryOptions = {
  /** Calls in all. */
  readonly attempts: number;
  /** A provider that asks for a longer wait is not waited for: the failure is told, with its `retryAfterMs`. */
  readonly longestWaitMs: number;
  readonly random: () => number;
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
};

const BASE_WAIT_MS = 500;
const DEFAULTS: RetryOptions = {
  attempts: 3,
  longestWaitMs: 10_000,
  random: Math.random,
  wait: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}),
};

/** Tries again what may pass: no connection, 5xx, too many requests. A stream is tried again only before its first piece. */
export function withRetries(model: ModelService, given: Partial<RetryOptions> = {}): ModelService {
  const options = { ...DEFAULTS, ...given };
  return {
    name: model.name,
    async complete(request) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await model.complete(request);
        } catch (error) {
          await waitOrThrow(error, attempt, request, options);
        }
      }
    },
    stream: (request) => stream(model, request, options),
  };
}

async function* stream(
  model: ModelService,
  request: ModelRequest,
  options: RetryOptions,
): AsyncIterable<ModelDelta> {
  for (let attempt = 1; ; attempt++) {
    let begun = false;
    try {
      for await (const delta of model.stream(request)) {
        begun = true;
        yield delta;
      }
      return;
    } catch (error) {
      if (begun) throw error;
      await waitOrThrow(error, attempt, request, options);
    }
  }
}

async function waitOrThrow(
  error: unknown,
  attempt: number,
  { signal }: ModelRequest,
  { attempts, longestWaitMs, random, wait }: RetryOptions,
): Promise<void> {
  if (!(error instanceof ModelError) || attempt >= attempts) throw error;
  if (error.failure !== 'RATE_LIMITED' && error.failure !== 'UNREACHABLE') throw error;
  const ms = error.retryAfterMs ?? random() * BASE_WAIT_MS * 2 ** (attempt - 1);
  if (ms > longestWaitMs) throw error;
  await wait(ms, signal).catch(() => {
    throw new ModelError('CANCELLED', 'The call of the model was cancelled.');
  });
}
