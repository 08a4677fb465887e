import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createCatchUp } from './create-catch-up.ts';

const QUIET = 1_000;

describe('createCatchUp', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  function watch(outcome: () => Promise<unknown> = () => Promise.resolve()) {
    const reads: number[] = [];
    const begun = performance.now();
    const catchUp = createCatchUp(() => {
      reads.push(performance.now() - begun);
      return outcome();
    }, QUIET);
    return { ...catchUp, reads };
  }

  it('leaves a snapshot alone that no event came near', () => {
    const { snapshotTaken, eventArrived, reads } = watch();
    snapshotTaken();
    jest.advanceTimersByTime(QUIET);
    eventArrived();
    jest.advanceTimersByTime(10 * QUIET);
    expect(reads).toEqual([]);
  });

  it('takes a snapshot again that was taken right after or before an event, when it is quiet, once', () => {
    const { snapshotTaken, eventArrived, reads } = watch();
    eventArrived();
    snapshotTaken();
    jest.advanceTimersByTime(500);
    eventArrived();
    jest.advanceTimersByTime(QUIET - 1);
    expect(reads).toEqual([]);
    jest.advanceTimersByTime(1);
    snapshotTaken();
    jest.advanceTimersByTime(10 * QUIET);
    expect(reads).toEqual([1_500]);
    snapshotTaken();
    eventArrived();
    jest.advanceTimersByTime(10 * QUIET);
    expect(reads).toHaveLength(2);
  });

  it('tries again after a reading that failed', async () => {
    let failures = 2;
    const { snapshotTaken, eventArrived, reads } = watch(async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('away');
    });
    snapshotTaken();
    eventArrived();
    await jest.advanceTimersByTimeAsync(10 * QUIET);
    expect(reads).toEqual([1_000, 2_000, 3_000]);
  });

  it('reads no more once it is stopped', async () => {
    const { snapshotTaken, eventArrived, stop, reads } = watch(() => Promise.reject(new Error()));
    snapshotTaken();
    eventArrived();
    await jest.advanceTimersByTimeAsync(QUIET);
    stop();
    eventArrived();
    await jest.advanceTimersByTimeAsync(10 * QUIET);
    expect(reads).toHaveLength(1);
  });
});
