import { ModelError } from '../../models/model-service.ts';
import type { ModelLimits } from './model-limits.ts';

/** One call's end: by the caller's signal, by silence, or by taking too long. */
export type Deadline = {
  readonly signal: AbortSignal;
  /** Says that something was heard: silence is counted anew. */
  heard(): void;
  /** What an error of the call means: CANCELLED or TIMEOUT if this deadline ended it, otherwise what `explain` says. */
  reason(error: unknown, explain: (error: unknown) => ModelError): ModelError;
  /** Rejects when the deadline ends the call: for work that does not heed the signal. */
  race<T>(work: Promise<T>): Promise<T>;
  close(): void;
};

/** Starts the clocks of one call. */
export function startDeadline(limits: ModelLimits, callerSignal?: AbortSignal): Deadline {
  const controller = new AbortController();
  const end = (error: ModelError) => {
    if (!controller.signal.aborted) controller.abort(error);
  };
  const timeout = () => end(new ModelError('TIMEOUT', 'The model did not answer in time.'));
  const cancel = () => end(new ModelError('CANCELLED', 'The call of the model was cancelled.'));
  const total = setTimeout(timeout, limits.totalMs);
  let idle = setTimeout(timeout, limits.idleMs);
  if (callerSignal?.aborted) cancel();
  callerSignal?.addEventListener('abort', cancel, { once: true });
  const { signal } = controller;
  return {
    signal,
    heard() {
      clearTimeout(idle);
      idle = setTimeout(timeout, limits.idleMs);
    },
    reason: (error, explain) => {
      if (signal.reason instanceof ModelError) return signal.reason;
      return error instanceof ModelError ? error : explain(error);
    },
    race: (work) =>
      new Promise((resolve, reject) => {
        const onEnd = () => reject(signal.reason);
        if (signal.aborted) onEnd();
        signal.addEventListener('abort', onEnd, { once: true });
        work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onEnd));
      }),
    close() {
      clearTimeout(total);
      clearTimeout(idle);
      callerSignal?.removeEventListener('abort', cancel);
      // What is still being read is let go of.
      end(new ModelError('CANCELLED', 'The call of the model is over.'));
    },
  };
}
