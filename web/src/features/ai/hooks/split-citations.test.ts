import { describe, expect, it } from '@jest/globals';
import { splitCitations } from './split-citations.ts';

describe('splitCitations', () => {
  it('finds the citations that have a passage', () => {
    expect(splitCitations('Sí [1], y no [3].', 1)).toEqual([
      { at: 0, text: 'Sí ' },
      { at: 3, text: '[1]', citation: 1 },
      { at: 6, text: ', y no ' },
      { at: 13, text: '[3]' },
      { at: 16, text: '.' },
    ]);
  });

  it('leaves brackets alone that cite nothing', () => {
    expect(splitCitations('list[0] and [x]', 3).map(({ citation }) => citation)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
