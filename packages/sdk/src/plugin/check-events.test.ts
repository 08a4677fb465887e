import { describe, expect, it } from '@jest/globals';
import type { Manifest } from '../manifest.ts';
import { checkEvents } from './check-events.ts';

const check = (consumes: string[], listeners: object) =>
  checkEvents({ emits: [], consumes } as unknown as Manifest, {
    context: { events: {} },
    listeners: { ...listeners },
  });

describe('checkEvents', () => {
  it('lets pass what manifest and code both name, every event included', () => {
    expect(() => check(['*', 'post:deleted'], { 'post:deleted': 1, '*': 1 })).not.toThrow();
  });

  it.each([
    [['*'], {}, '*'],
    [[], { '*': 1 }, '*'],
    [['*'], { 'post:deleted': 1 }, '*, post:deleted'],
  ])('refuses a manifest with %j and listeners %j', (consumes, listeners, difference) => {
    expect(() => check(consumes, listeners)).toThrow(
      `manifest.json "consumes" and the code differ on: ${difference}`,
    );
  });
});
