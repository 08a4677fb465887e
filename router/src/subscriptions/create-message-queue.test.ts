import { AppError } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { createGate } from './create-gate.ts';
import { createMessageBudget } from './create-message-budget.ts';
import { createMessageQueue, type MessageQueue } from './create-message-queue.ts';
import { createOrderedLane } from './create-ordered-lane.ts';
import { withDeadline } from './with-deadline.ts';

const message = (position: number, text = 'x') => ({ text, cursor: null, position });

function queue(length = 3, size = 100): MessageQueue {
  const made: MessageQueue = createMessageQueue({ length, size }, 5, (error) => made.end(error));
  return made;
}

describe('the queue of a subscription', () => {
  it('hands messages over in order, and says where to continue from', async () => {
    const made = queue();
    expect(made.position()).toBe(5);
    made.pass(6);
    expect(made.position()).toBe(6);
    made.push(message(7));
    made.push(message(8));
    made.pass(9);
    expect(made.position()).toBe(5);
    expect((await made.next())?.position).toBe(7);
    expect(made.position()).toBe(7);
    expect((await made.next())?.position).toBe(8);
    expect(made.position()).toBe(9);
  });

  it('does not count what it forgets as passed', () => {
    const made = queue();
    made.push(message(7));
    made.pass(9);
    made.clear();
    expect(made.position()).toBe(5);
  });

  it('ends after what waits, or at once with an error', async () => {
    const drained = queue();
    drained.push(message(6));
    drained.end();
    drained.push(message(7));
    expect((await drained.next())?.position).toBe(6);
    expect(await drained.next()).toBeNull();
    const failed = queue();
    failed.push(message(6));
    failed.end(new AppError('TOKEN_EXPIRED', 'over'));
    failed.end();
    await expect(failed.next()).rejects.toThrow('over');
  });

  it('wakes a reader that waits', async () => {
    const made = queue();
    const waiting = made.next();
    made.push(message(6));
    expect((await waiting)?.position).toBe(6);
    const ending = made.next();
    made.end();
    expect(await ending).toBeNull();
  });

  it.each([
    ['messages', queue(3, 100), 'x', 4],
    ['characters', queue(30, 10), 'xxxx', 3],
    ['characters, but one message may always wait', queue(30, 10), 'x'.repeat(50), 2],
  ])('is bounded by %s', async (_what, made, text, breaking) => {
    for (let index = 1; index <= breaking; index += 1) {
      expect(index < breaking ? made.position() : 5).toBe(5);
      made.push(message(5 + index, text));
    }
    await expect(made.next()).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  it('has room again when its reader has caught up, and is drained when the reader comes back', async () => {
    const made = queue(4);
    for (const position of [6, 7, 8]) made.push(message(position));
    const events: string[] = [];
    const room = made.room().then(() => events.push('room'));
    const drained = made.drained().then(() => events.push('drained'));
    for (let index = 0; index < 3; index += 1) await made.next();
    await room;
    expect(events).toEqual(['room']);
    void made.next();
    await drained;
    expect(events).toEqual(['room', 'drained']);
  });
});

describe('the ordered lane', () => {
  it('runs jobs side by side up to its width, and delivers in order', async () => {
    const lane = createOrderedLane<number>(2);
    const delivered: number[] = [];
    const releases: (() => void)[] = [];
    const job = (value: number) => () =>
      new Promise<number>((resolve) => releases.push(() => resolve(value)));
    const deliver = (value: number) => void delivered.push(value);
    await lane.push(job(1), deliver);
    const second = lane.push(job(2), deliver);
    expect(releases).toHaveLength(2);
    releases[1]?.();
    await new Promise(setImmediate);
    expect(delivered).toEqual([]);
    releases[0]?.();
    await second;
    await lane.idle();
    expect(delivered).toEqual([1, 2]);
  });
});

describe('the gate', () => {
  it('lets its width through, then the next in order, whatever becomes of the work', async () => {
    const gate = createGate(1);
    const order: string[] = [];
    const first = gate.through(async () => {
      order.push('first');
      throw new Error('fails');
    });
    const rest = ['second', 'third'].map((name) => gate.through(async () => void order.push(name)));
    await expect(first).rejects.toThrow('fails');
    await Promise.all(rest);
    await gate.through(async () => void order.push('fourth'));
    expect(order).toEqual(['first', 'second', 'third', 'fourth']);
  });
});

describe('the message budget', () => {
  it('is spent at once and comes back with time, never beyond the burst', () => {
    let now = 0;
    const budget = createMessageBudget(2, 3, () => now);
    const spendAll = () => {
      let spent = 0;
      while (budget.spend()) spent += 1;
      return spent;
    };
    expect(spendAll()).toBe(3);
    now = 1_000;
    expect(spendAll()).toBe(2);
    now = 60_000;
    expect(spendAll()).toBe(3);
    now = 0;
    expect(spendAll()).toBe(0);
  });
});

describe('a deadline', () => {
  const never = () => new Promise<never>(() => undefined);

  it('gives the answer, or the failure, that comes in time', async () => {
    const { signal } = new AbortController();
    await expect(withDeadline(1_000, signal, async () => 7)).resolves.toBe(7);
    await expect(
      withDeadline(1_000, signal, () => Promise.reject(new Error('no'))),
    ).rejects.toThrow('no');
  });

  it('aborts the work after its time, or with its parent', async () => {
    const parent = new AbortController();
    const late = { code: 'REQUEST_TIMEOUT' };
    await expect(withDeadline(5, parent.signal, never)).rejects.toMatchObject(late);
    let given: AbortSignal | null = null;
    const waiting = withDeadline(60_000, parent.signal, (signal) => {
      given = signal;
      return never();
    });
    parent.abort();
    await expect(waiting).rejects.toMatchObject(late);
    expect(given).toMatchObject({ aborted: true });
    await expect(withDeadline(60_000, parent.signal, never)).rejects.toMatchObject(late);
  });
});
