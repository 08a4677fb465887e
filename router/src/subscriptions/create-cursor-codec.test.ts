import { AppError } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCursorCodec } from './create-cursor-codec.ts';

const codec = createCursorCodec(Buffer.alloc(32, 1));

function refused(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch (thrown) {
    return thrown instanceof AppError && thrown.code === 'CURSOR_INVALID';
  }
}

describe('cursors', () => {
  it('hold their place, as text that a URL and a header can carry', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(), (tenant, position) => {
        const cursor = codec.write(tenant, position);
        expect(cursor).toMatch(/^[\w.-]+$/);
        expect(codec.read(cursor, tenant)).toBe(position);
      }),
    );
  });

  it('are refused in every other form', () => {
    const cursor = codec.write('tenant', 12);
    fc.assert(
      fc.property(
        fc.nat(cursor.length - 1),
        fc.constantFrom(...'AZaz09-_.=+ '),
        (at, character) => {
          const changed = cursor.slice(0, at) + character + cursor.slice(at + 1);
          if (changed !== cursor) expect(refused(() => codec.read(changed, 'tenant'))).toBe(true);
        },
      ),
    );
    for (const text of [
      '',
      '.',
      `${cursor}=`,
      `${cursor}.`,
      ` ${cursor}`,
      'x'.repeat(10_000),
      null,
      [cursor],
      12,
    ]) {
      expect(refused(() => codec.read(text, 'tenant'))).toBe(true);
    }
    expect(refused(() => codec.read(cursor, 'tenant2'))).toBe(true);
  });

  it('are the same wherever the key is the same', () => {
    const twin = createCursorCodec(Buffer.alloc(32, 1));
    expect(twin.read(codec.write('t', 3), 't')).toBe(3);
    expect(
      refused(() => createCursorCodec(Buffer.alloc(32, 2)).read(codec.write('t', 3), 't')),
    ).toBe(true);
  });

  it('want a key of 32 bytes', () => {
    expect(() => createCursorCodec(Buffer.alloc(31))).toThrow('32 bytes');
  });
});
