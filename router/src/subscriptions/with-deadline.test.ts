import { getMaxListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { withDeadline } from './with-deadline.ts';

describe('withDeadline', () => {
  it('lets one parent have any number of operations without a warning of a leak', async () => {
    const { signal } = new AbortController();
    await withDeadline(60_000, signal, async () => 'done');
    expect(getMaxListeners(signal)).toBe(Number.POSITIVE_INFINITY);
  });
});
