import { describe, expect, it } from '@jest/globals';
import { bellOf, parseBell } from './parse-bell.ts';
import { sampleEvent } from './testing/sample-event.ts';

const bell = { tenantId: 'tenant', position: 7, previous: 6, name: 'post:created' };

describe('bellOf', () => {
  it('says that an event exists, not what it is', () => {
    expect(bellOf(sampleEvent('tenant', 7))).toEqual(bell);
    expect(bellOf(sampleEvent('tenant', 1)).previous).toBe(0);
  });
});

describe('parseBell', () => {
  it('reads what bellOf says, and takes the position before it from the position', () => {
    expect(parseBell(bell)).toEqual(bell);
    expect(parseBell({ ...bell, previous: 99, more: true })).toEqual(bell);
  });

  it.each([
    undefined,
    null,
    'ring',
    [],
    {},
    { ...bell, position: 0 },
    { ...bell, position: -1 },
    { ...bell, position: 1.5 },
    { ...bell, position: '7' },
    { ...bell, position: Number.NaN },
    { ...bell, position: 2 ** 60 },
    { ...bell, tenantId: 1 },
    { ...bell, name: undefined },
  ])('does not take %p for a bell', (message) => {
    expect(parseBell(message)).toBeUndefined();
  });
});
