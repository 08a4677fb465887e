import { describe, expect, it } from '@jest/globals';
import { createFolderBook } from './create-folder-book.ts';
import type { FolderState } from './folder-state.ts';

const whole = (signature: string): FolderState => ({ signature, missing: [] });
const half = (signature: string): FolderState => ({ signature, missing: ['src/index.ts'] });

/** A book whose clock the test sets; `look` answers as `kind folder`. */
function makeBook() {
  let now = 0;
  const book = createFolderBook({ settleMs: 500, patienceMs: 5_000, now: () => now });
  const look = (at: number, states: Record<string, FolderState>) => {
    now = at;
    return book
      .look(new Map(Object.entries(states)))
      .map(({ kind, folder }) => `${kind} ${folder}`);
  };
  return { book, look };
}

describe('a folder', () => {
  it('is told once when it is whole and has held still', () => {
    const { look } = makeBook();
    expect(look(0, { a: half('1') })).toEqual([]);
    expect(look(600, { a: half('1') })).toEqual([]);
    expect(look(700, { a: whole('2') })).toEqual([]);
    expect(look(1_100, { a: whole('3') })).toEqual([]);
    expect(look(1_500, { a: whole('3') })).toEqual([]);
    expect(look(1_600, { a: whole('3') })).toEqual(['settled a']);
    expect(look(9_000, { a: whole('3') })).toEqual([]);
  });

  it('is told again when it has changed, not when it changed back and forth meanwhile', () => {
    const { look } = makeBook();
    look(0, { a: whole('1') });
    expect(look(500, { a: whole('1') })).toEqual(['settled a']);
    look(600, { a: whole('2') });
    look(800, { a: whole('1') });
    expect(look(2_000, { a: whole('1') })).toEqual([]);
    look(2_100, { a: whole('3') });
    expect(look(2_600, { a: whole('3') })).toEqual(['settled a']);
  });

  it('has gone when it or something that it needs is away for as long', () => {
    const { book, look } = makeBook();
    book.begin(
      new Map([
        ['a', whole('1')],
        ['b', whole('1')],
      ]),
    );
    expect(look(600, { a: whole('1'), b: whole('1') })).toEqual([]);
    expect(look(700, { b: half('2') })).toEqual([]);
    expect(look(800, { a: whole('1'), b: half('2') })).toEqual([]);
    expect(look(1_200, { a: whole('1'), b: half('2') })).toEqual(['gone b']);
    look(1_300, {});
    expect(look(1_800, {})).toEqual(['gone a']);
    expect(look(9_000, {})).toEqual([]);
  });

  it('that comes back is told anew', () => {
    const { book, look } = makeBook();
    book.begin(new Map([['a', whole('1')]]));
    look(0, {});
    expect(look(500, {})).toEqual(['gone a']);
    look(600, { a: whole('1') });
    expect(look(1_100, { a: whole('1') })).toEqual(['settled a']);
  });

  it('that stays without something is told once for each of its states', () => {
    const { look } = makeBook();
    look(0, { a: half('1') });
    expect(look(4_999, { a: half('1') })).toEqual([]);
    expect(look(5_000, { a: half('1') })).toEqual(['incomplete a']);
    expect(look(20_000, { a: half('1') })).toEqual([]);
  });
});
