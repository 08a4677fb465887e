import { setTimeout as delay } from 'node:timers/promises';
import { askReadiness } from './ask-readiness.ts';
import type { KnownInstance, LeaseBook } from './create-lease-book.ts';

const DOUBTS = 4;
const DOUBT_MS = 300;
/** So many suspects are asked at a time, the youngest first. */
const MOST_ASKED = 20;
/** So many that a newcomer may have followed are asked. */
const MOST_FOLLOWED = 5;

/** Asks the suspects: those that answer are acquitted, and those where nobody listens buried. */
export async function askSuspects(book: LeaseBook): Promise<void> {
  const youngest = [...book.suspects()].sort((one, other) => other.startedAt - one.startedAt);
  const asking = youngest.slice(0, MOST_ASKED).map(async ({ id, url }) => {
    const readiness = await askReadiness(url);
    if (readiness === 'ready') book.acquit(id);
    if (readiness === 'refused') book.bury(id);
  });
  await Promise.all(asking);
}

/** Makes what finds out, of an instance that may be gone, whether it is; `onGone` hears of those that are. */
export function createDoubter(book: LeaseBook, onGone: (instanceId: string) => void) {
  const doubted = new Set<string>();
  const doubt = async (instanceId: string): Promise<void> => {
    const instance = book.instances().find(({ id }) => id === instanceId);
    if (!instance?.isLive || doubted.has(instanceId)) return;
    doubted.add(instanceId);
    if (await isGone(instance.url)) onGone(instanceId);
    doubted.delete(instanceId);
  };
  return {
    doubt,
    /** An instance that has just come may take the place of one that died: its elders are asked. */
    doubtElders({ plugin, startedAt }: KnownInstance): void {
      const elders = book
        .instances()
        .filter((one) => one.plugin === plugin && one.isLive && one.startedAt < startedAt)
        .sort((one, other) => other.startedAt - one.startedAt);
      for (const { id } of elders.slice(0, MOST_FOLLOWED)) void doubt(id);
    },
  };
}

/** Whether nobody listens there; a process that is just dying may still seem to. */
async function isGone(url: string): Promise<boolean> {
  for (let attempt = 0; attempt < DOUBTS; attempt++) {
    const readiness = await askReadiness(url);
    if (readiness === 'refused' || readiness === 'ready') return readiness === 'refused';
    await delay(DOUBT_MS, undefined, { ref: false });
  }
  return false;
}
