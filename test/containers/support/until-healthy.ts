import { setTimeout as delay } from 'node:timers/promises';
import type { RunningContainer } from './run-container.ts';

const HEALTHY_MS = 240_000;

/** Waits until the check in a container's image says well; throws an Error with its output when it ends or never does. */
export async function untilHealthy(name: string, one: RunningContainer): Promise<void> {
  const until = Date.now() + HEALTHY_MS;
  while (!one.isHealthy()) {
    if (one.hasEnded() || Date.now() > until) {
      throw new Error(`${name} is not healthy:\n${one.output()}`);
    }
    await delay(100);
  }
}
