import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@gestas/sdk';
import type { Gate } from './create-gate.ts';
import { type Message, type MessageQueue, tooSlow } from './create-message-queue.ts';
import { createOrderedLane } from './create-ordered-lane.ts';
import type { Member, SharedExecution, StandingCaller } from './create-shared-execution.ts';
import type { TenantFeed } from './create-tenant-feed.ts';
import { walkFeed } from './walk-feed.ts';
import { type Place, writeGap } from './write-message.ts';

/** What following takes. */
export type FollowOptions = {
  readonly feed: TenantFeed;
  readonly shared: SharedExecution;
  /** Events after this position are wanted. */
  readonly from: number;
  readonly queue: MessageQueue;
  readonly caller: () => StandingCaller;
  readonly fail: Member['fail'];
  readonly placeOf: (position: number) => Place;
  /** How many may read missed events at once, and how many each resolves at once. */
  readonly catchUps: Gate;
  readonly width: number;
  /** Live deliveries that may wait for the last missed events. */
  readonly heldAtMost: number;
  /** How long to wait after the log could not be read. */
  readonly retryMs: number;
  readonly logger: Logger;
};

type Follower = FollowOptions & {
  readonly lane: ReturnType<typeof createOrderedLane<Message | null>>;
  /** Everything up to here was read by this follower itself or taken from the live deliveries. */
  position: number;
  /** Live deliveries that must wait until the missed events before them are through. */
  held: [number, Message | null][] | null;
  isOver: boolean;
};

/**
 * Fills a subscription's queue: missed events first, in order and at the reader's pace, then live ones from the shared
 * execution. The hand-over has no gap (the last look and the joining happen in one turn) and no double (what the
 * follower has read itself it does not take again). Returns what ends it.
 */
export function followFeed(options: FollowOptions): () => void {
  const follower: Follower = {
    ...options,
    lane: createOrderedLane(options.width),
    position: options.from,
    held: [],
    isOver: false,
  };
  const member: Member = {
    caller: options.caller,
    fail: options.fail,
    deliver: (position, message) => takeLive(follower, position, message),
  };
  const detach = options.shared.attach(member);
  void follow(follower, member);
  return () => {
    follower.isOver = true;
    detach();
  };
}

async function follow(follower: Follower, member: Member): Promise<void> {
  const { catchUps, feed } = follower;
  while (!follower.isOver && follower.position < feed.position()) {
    await catchUps.through(() => catchUp(follower));
  }
  if (follower.isOver) return;
  follower.shared.join(member, follower.position);
  await follower.lane.idle();
  for (const [position, message] of follower.held ?? []) enqueue(follower, position, message);
  follower.held = null;
}

async function catchUp(follower: Follower): Promise<void> {
  const { feed, queue, lane, shared } = follower;
  while (!follower.isOver && follower.position < feed.position()) {
    try {
      await walkFeed(feed, follower.position, {
        isOver: () => follower.isOver,
        beforePage: () => queue.room(),
        onPosition(at) {
          follower.position = at;
        },
        onEvent: (event) => lane.push(() => shared.resolve(event), into(follower, event.position)),
        onGap: (at) => lane.push(async () => writeGap(follower.placeOf(at)), into(follower, at)),
      });
    } catch (err) {
      follower.logger.warn({ err }, 'missed events could not be read yet');
      await delay(follower.retryMs, undefined, { ref: false });
    }
  }
}

function into(follower: Follower, position: number) {
  return (message: Message | null) => enqueue(follower, position, message);
}

function takeLive(follower: Follower, position: number, message: Message | null): void {
  if (position <= follower.position) return;
  follower.position = position;
  if (!follower.held) {
    enqueue(follower, position, message);
    return;
  }
  follower.held.push([position, message]);
  if (follower.held.length > follower.heldAtMost) follower.fail(tooSlow(follower.heldAtMost));
}

function enqueue(follower: Follower, position: number, message: Message | null): void {
  if (follower.isOver) return;
  if (message) follower.queue.push(message);
  else follower.queue.pass(position);
}
