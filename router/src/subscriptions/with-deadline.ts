import { setMaxListeners } from 'node:events';
import { AppError } from '@gestas/sdk';

/**
 * Runs work that gets a signal: it is aborted when the parent is, or after `ms`.
 * @throws AppError REQUEST_TIMEOUT when either happens before the work is done.
 */
export async function withDeadline<Result>(
  ms: number,
  parent: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, ms);
  setMaxListeners(Number.POSITIVE_INFINITY, parent); // one socket may begin fifty operations at once, and each leaves when it is done
  parent.addEventListener('abort', abort, { once: true });
  const late = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () =>
      reject(new AppError('REQUEST_TIMEOUT', 'The answer took too long.')),
    );
  });
  if (parent.aborted) abort();
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
    parent.removeEventListener('abort', abort);
  }
}
