import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createReadSoon } from './read-soon.ts';

describe('createReadSoon', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('reads once for events that come together, and again for later ones, failed or not', async () => {
    const read = jest.fn(() => Promise.reject(new Error('away')));
    const { ask } = createReadSoon(read, 300);
    for (let at = 0; at < 5; at++) {
      ask();
      await jest.advanceTimersByTimeAsync(50);
    }
    expect(read).toHaveBeenCalledTimes(0);
    await jest.advanceTimersByTimeAsync(50);
    expect(read).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(read).toHaveBeenCalledTimes(1);
    ask();
    await jest.advanceTimersByTimeAsync(300);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('is not put off by events that never end', async () => {
    const read = jest.fn(() => Promise.resolve());
    const { ask } = createReadSoon(read, 300);
    for (let at = 0; at < 20; at++) {
      ask();
      await jest.advanceTimersByTimeAsync(100);
    }
    expect(read.mock.calls.length).toBeGreaterThan(3);
  });

  it('reads no more once it is stopped', async () => {
    const read = jest.fn(() => Promise.resolve());
    const { ask, stop } = createReadSoon(read, 300);
    ask();
    stop();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(read).not.toHaveBeenCalled();
  });
});
