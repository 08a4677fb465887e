import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../create-logger.ts';

const STOP_LIMIT_MS = 30_000;

/** Whether this process was started to run that plugin alone, not to host several. */
export function isOwnProcess(schema: URL, program: string | undefined = process.argv[1]): boolean {
  return program?.startsWith(dirname(fileURLToPath(schema))) ?? false;
}

/** On SIGTERM or SIGINT: drains and ends the process with 0; with 1 when that takes over 30 s or fails. */
export function stopOnSignals(stop: () => Promise<void>, logger: Logger): void {
  const end = () => {
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    stop().then(
      () => process.exit(0),
      (err: unknown) => {
        logger.error({ err }, 'plugin did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
