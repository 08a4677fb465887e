import { AppError } from '@gestas/sdk';

/**
 * Waits for the work, but no longer than the signal lets it: then REQUEST_TIMEOUT is thrown, and what the work still
 * answers is dropped.
 */
export function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const give = () => reject(new AppError('REQUEST_TIMEOUT', 'The answer took too long.'));
    if (signal.aborted) give();
    signal.addEventListener('abort', give, { once: true });
    work.then(resolve, reject);
    const settled = () => signal.removeEventListener('abort', give);
    work.then(settled, settled);
  });
}
