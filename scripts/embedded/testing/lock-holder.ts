import { lockDataFolder } from '../data-lock.ts';

/** Run as a process of its own: takes a data folder, says whether it got it, and waits to be killed. */
try {
  lockDataFolder(process.argv[2] ?? '');
  process.stdout.write('taken\n');
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
}
setInterval(() => undefined, 60_000);
