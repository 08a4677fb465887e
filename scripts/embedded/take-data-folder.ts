import { setTimeout as delay } from 'node:timers/promises';
import { lockDataFolder } from './data-lock.ts';
import { hasCode } from './has-code.ts';

const LOOK_EVERY_MS = 50;

/**
 * Takes the data folder as `lockDataFolder` does, but gives a start that is stopping at this moment `patienceMs` to give it
 * back; `onWait` is told once when there is somebody to wait for. A start that is killed through npm outlives npm for a moment.
 * @throws Error what `lockDataFolder` throws, when the time is over.
 */
export async function takeDataFolder(
  folder: string,
  onWait: (message: string) => void,
  patienceMs = 5_000,
): Promise<() => void> {
  const deadline = Date.now() + patienceMs;
  for (let hasTold = false; ; hasTold = true) {
    try {
      return lockDataFolder(folder);
    } catch (error) {
      if (!hasCode(error, 'FOLDER_HELD') || Date.now() >= deadline) throw error;
      if (!hasTold)
        onWait(
          `${folder} is in use, looking for ${patienceMs / 1_000} s whether that start is stopping`,
        );
      await delay(LOOK_EVERY_MS);
    }
  }
}
