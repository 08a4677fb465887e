import { commandOf, isTaken, parentOf } from './embedded/processes.ts';

const LOOK_EVERY_MS = 50;

/**
 * Ends this process by SIGTERM when the npm that runs it is gone, or the shell between them. npm passes signals on to the
 * shell it runs a script in, a shell passes them on to nobody, and a killed npm passes on nothing. Looks every 50 ms.
 */
export function stopWithNpm(): void {
  const parent = process.ppid;
  const npm = [parent, parentOf(parent)].find((pid) => pid && commandOf(pid)?.startsWith('npm '));
  const watch = setInterval(() => {
    if (process.ppid === parent && (!npm || isTaken(npm))) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  watch.unref();
}
