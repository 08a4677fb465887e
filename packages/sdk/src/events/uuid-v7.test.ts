import { describe, expect, it } from '@jest/globals';
import { uuidV7 } from './uuid-v7.ts';

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('uuidV7', () => {
  it('has the form of RFC 9562, version 7', () => {
    for (let count = 0; count < 100; count += 1) expect(uuidV7()).toMatch(FORM);
  });

  it('begins with the time of its making', () => {
    const from = Date.now();
    const time = Number.parseInt(uuidV7().replaceAll('-', '').slice(0, 12), 16);
    expect(time).toBeGreaterThanOrEqual(from);
    expect(time).toBeLessThanOrEqual(Date.now());
    // The example of RFC 9562, appendix A.6.
    expect(uuidV7(0x017f22e279b0).slice(0, 14)).toBe('017f22e2-79b0-');
  });

  it('sorts by time, and within a millisecond by the order of making', () => {
    const times = [1, 1, 1, 2, 3, 3, 1_700_000_000_000, 1_700_000_000_000];
    const ids = times.map((time) => uuidV7(time));
    expect([...ids].sort()).toEqual(ids);
    const burst = Array.from({ length: 2_000 }, () => uuidV7(1_700_000_000_001));
    expect([...burst].sort()).toEqual(burst);
  });

  it('never makes the same one twice, though the clock stands still or goes back', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => uuidV7(5_000 - (index % 3)));
    expect(new Set(ids).size).toBe(20_000);
    for (const id of ids) expect(id).toMatch(FORM);
  });
});
