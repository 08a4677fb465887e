import { describe, expect, it } from '@jest/globals';
import { createClosingList } from './closing-list.ts';

const fail = (error: unknown) => {
  throw error;
};

describe('createClosingList', () => {
  it('stops in the opposite order, and tells a failure without leaving the rest', async () => {
    const order: string[] = [];
    const failures: unknown[] = [];
    const closing = createClosingList();
    closing.add(() => order.push('first'));
    closing.add(() => Promise.reject(new Error('second')));
    closing.add(() => order.push('third'));
    await closing.closeAll((error) => failures.push((error as Error).message));
    expect(order).toEqual(['third', 'first']);
    expect(failures).toEqual(['second']);
  });

  it('waits for what is still starting, and stops it', async () => {
    const closing = createClosingList();
    let finishStart: (started: { stop(): void }) => void = () => undefined;
    closing.addStarting(
      new Promise((resolve) => {
        finishStart = resolve;
      }),
    );
    let stopped = false;
    const closed = closing.closeAll(fail);
    finishStart({
      stop() {
        stopped = true;
      },
    });
    await closed;
    expect(stopped).toBe(true);
  });

  it('has nothing to stop of what could not start', async () => {
    const closing = createClosingList();
    closing.addStarting(Promise.reject(new Error('no')));
    await closing.closeAll(fail);
  });
});
