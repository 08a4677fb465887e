import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { keepReading } from './keep-reading.ts';

describe('keepReading', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('reads at once, and again after each end, failed or not, until it is stopped', async () => {
    let reads = 0;
    const stop = keepReading(async () => {
      reads += 1;
      if (reads === 1) throw new Error('away');
    }, 1_000);
    expect(reads).toBe(1);
    await jest.advanceTimersByTimeAsync(999);
    expect(reads).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(reads).toBe(2);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(reads).toBe(3);
    stop();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(reads).toBe(3);
  });

  it('does not begin again when it is stopped in the middle of a reading', async () => {
    let reads = 0;
    let end = () => {};
    const stop = keepReading(() => {
      reads += 1;
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    }, 1_000);
    stop();
    end();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(reads).toBe(1);
  });
});
