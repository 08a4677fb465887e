import type { EventEnvelope } from '@gestas/sdk';
import type { TenantFeed } from './create-tenant-feed.ts';

/** What a walk does on its way; each step is waited for. */
export type WalkSteps = {
  /** Asked before each step; true ends the walk. */
  readonly isOver: () => boolean;
  /** Called before each page. */
  readonly beforePage?: () => Promise<void>;
  readonly onEvent: (event: EventEnvelope) => Promise<void>;
  /** Events are lost: the walk goes on from the position given. */
  readonly onGap: (position: number) => Promise<void>;
  /** Notes how far the walk has come, before the step itself is done. */
  readonly onPosition: (position: number) => void;
};

/** Walks through the events after a position, in order, until nothing newer is known. Rejects when the log does. */
export async function walkFeed(feed: TenantFeed, from: number, steps: WalkSteps): Promise<void> {
  let at = from;
  const reach = (position: number) => {
    at = position;
    steps.onPosition(position);
  };
  while (!steps.isOver() && at < feed.position()) {
    await steps.beforePage?.();
    const page = await feed.read(at);
    if (page.gap) {
      reach(feed.position());
      await steps.onGap(at);
      continue;
    }
    for (const event of page.events) {
      if (steps.isOver()) return;
      reach(event.position);
      await steps.onEvent(event);
    }
  }
}
