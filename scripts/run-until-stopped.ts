import { type ClosingList, createClosingList } from './closing-list.ts';

const STOP_LIMIT_MS = 5_000;

/**
 * Runs a launcher: `start` adds to the list whatever must be stopped, also when it fails half way. SIGTERM and SIGINT
 * stop everything and exit 0, within 5 s; a failed start says why in one sentence and exits 1.
 */
export function runUntilStopped(start: (closing: ClosingList) => Promise<void>): void {
  const closing = createClosingList();
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(code || 1), STOP_LIMIT_MS).unref();
    await closing.closeAll((error) => tell(`while stopping: ${messageOf(error)}`));
    process.exit(code);
  };
  process.on('SIGTERM', () => void stop(0));
  process.on('SIGINT', () => void stop(0));
  start(closing).catch((error: unknown) => {
    if (stopping) return; // what was taken from under it is no news
    tell(messageOf(error));
    return stop(1);
  });
}

function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
