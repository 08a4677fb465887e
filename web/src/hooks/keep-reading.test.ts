import { describe, expect, it } from '@jest/globals';
import { keepReading } from './keep-reading.ts';

describe('keepReading', () => {
  it('reads again after a reading that failed and one that did not, until it is stopped', async () => {
    const outcomes = [Promise.reject(new Error('away')), Promise.resolve(), Promise.resolve()];
    let count = 0;
    await new Promise<void>((resolve) => {
      const stop = keepReading(() => {
        const outcome = outcomes[count] ?? Promise.resolve();
        count += 1;
        if (count === 3) {
          stop();
          resolve();
        }
        return outcome;
      }, 0);
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(count).toBe(3);
  });
});
