import { describe, expect, it } from '@jest/globals';
import { applyDelta } from './apply-delta.ts';

describe('applyDelta', () => {
  it('appends what follows', () => {
    expect(applyDelta('Los plu', { text: 'gins', offset: 7 })).toBe('Los plugins');
  });

  it('takes a piece once, though it comes twice or was read already', () => {
    expect(applyDelta('Los plugins', { text: 'gins', offset: 7 })).toBe('Los plugins');
  });

  it('takes the rest of a piece that was read in part', () => {
    expect(applyDelta('Los plugi', { text: 'gins', offset: 7 })).toBe('Los plugins');
  });

  it('says when a piece before it is missing', () => {
    expect(applyDelta('Los', { text: 'gins', offset: 7 })).toBeNull();
  });
});
