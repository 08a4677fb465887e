import { setTimeout as delay } from 'node:timers/promises';
import type { HotWorld } from './hot-world.ts';

const EVERY_MS = 500;

type World = Pick<HotWorld, 'quarantine' | 'ring'>;

/**
 * Takes a plugin out whose process ended too often, on every router, and resolves when somebody has let it in again: true,
 * or false once it is no longer in its place. A store that is down is tried again.
 */
export async function untilLetIn(
  plugin: string,
  reason: string,
  { quarantine, ring }: World,
  isInPlace: () => boolean,
): Promise<boolean> {
  const at = new Date().toISOString();
  const takeOut = async () => {
    const before = await quarantine.find(plugin);
    if (before?.isOut && before.by === 'operator') return;
    const sentence = `It ended four times within a minute: ${reason}`;
    const contentHash = before?.isOut ? before.contentHash : null;
    await quarantine.takeOut(plugin, { at, by: 'platform', reason: sentence, contentHash });
    await ring();
  };
  let isOut = false;
  while (isInPlace()) {
    try {
      if (!isOut) await takeOut();
      isOut = true;
      if ((await quarantine.find(plugin))?.isOut === false) return true;
    } catch {
      // the store is down: tried again
    }
    await delay(EVERY_MS, undefined, { ref: false });
  }
  return false;
}

/** Lets a plugin in whose folder has changed, unless an operator took it out. */
export async function letIn(plugin: string, { quarantine }: World): Promise<void> {
  try {
    const entry = await quarantine.find(plugin);
    if (!entry?.isOut || entry.by === 'operator') return;
    const at = new Date().toISOString();
    await quarantine.letIn(plugin, { at, by: 'platform', reason: 'Its folder changed.' });
  } catch {
    // the store is down: routers say what becomes of it
  }
}
