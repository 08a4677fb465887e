import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { excerpt } from './excerpt.ts';
import { foldText } from './fold-text.ts';
import { plainText } from './plain-text.ts';
import { searchQuery } from './search-query.ts';

describe('excerpt', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['one two three', 8, 'one two…'],
    ['one two three', 7, 'one two…'],
    ['one two three', 6, 'one…'],
    ['unbreakable', 5, 'unbre…'],
    ['  white \n\t space  ', 20, 'white space'],
    ['', 5, ''],
  ])('cuts %j at %i: %j', (text, limit, cut) => {
    expect(excerpt(text, limit)).toBe(cut);
  });

  it('cuts no character in half', () => {
    expect(excerpt('😀😀😀', 3)).toBe('😀…');
    expect(excerpt('😀😀😀', 4)).toBe('😀😀…');
  });

  it('is never longer than it may be, and always how the text begins', () => {
    const limits = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), limits, (text, limit) => {
        const cut = excerpt(text, limit);
        expect(cut.length).toBeLessThanOrEqual(limit + 1);
        const line = text.replace(/\s+/g, ' ').trim();
        expect(line.startsWith(cut.replace(/…$/, ''))).toBe(true);
      }),
    );
  });
});

describe('plainText', () => {
  const text = (value: string) => ({ type: 'text', text: value });
  const paragraph = (...content: object[]) => ({ type: 'paragraph', content });

  it('joins the pieces of a line and puts blocks on lines of their own', () => {
    const list = {
      type: 'bulletList',
      content: [
        { type: 'listItem', content: [paragraph(text('one'))] },
        { type: 'listItem', content: [paragraph(text('two'))] },
      ],
    };
    const content = [paragraph(text('Hello '), text('world')), paragraph(), list];
    expect(plainText({ content })).toBe('Hello world\n\none\ntwo');
  });

  it('is empty for an empty document', () => {
    expect(plainText({ content: [] })).toBe('');
    expect(plainText({})).toBe('');
  });
});

describe('foldText', () => {
  it('drops case and accents', () => {
    expect(foldText('CANCIÓN de Otoño')).toBe('cancion de otono');
  });
});

describe('searchQuery', () => {
  it.each([
    ['Otoño', 'otono:*'],
    ['two words', 'two:* & words:*'],
    ["it's", 'it:* & s:*'],
    ['a & b | !c :* <-> (d)', 'a:* & b:* & c:* & d:*'],
    ['你好', '你好:*'],
  ])('of %j is %j', (text, query) => {
    expect(searchQuery(text)).toBe(query);
  });

  it.each(['', '   ', '!?&|', '😀'])('of %j is none', (text) => {
    expect(searchQuery(text)).toBeNull();
  });

  it('takes ten words at most', () => {
    expect(searchQuery('w '.repeat(50))?.split(' & ')).toHaveLength(10);
  });

  it('holds nothing but words and what joins them, whatever is searched', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(searchQuery(text) ?? '').toMatch(/^([\p{L}\p{N}]+:\*( & )?)*$/u);
      }),
    );
  });
});
