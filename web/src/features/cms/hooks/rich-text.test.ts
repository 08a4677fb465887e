import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPlain, toPlainText } from './rich-text.ts';

const paragraph = (text: string) => ({
  type: 'paragraph',
  ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
});
const doc = (...content: unknown[]) => ({ type: 'doc', content });

describe('toPlainText', () => {
  it('writes one line per paragraph and keeps empty ones', () => {
    expect(toPlainText(doc(paragraph('Uno'), paragraph(''), paragraph('Tres')))).toBe(
      'Uno\n\nTres',
    );
  });

  it('gives back every text that became paragraphs', () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\n\r]/g, ''));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        expect(toPlainText(doc(...lines.map(paragraph)))).toBe(lines.join('\n'));
      }),
    );
  });

  it('reads through lists, marks and line breaks', () => {
    const list = { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('a')] }] };
    const broken = {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'x', marks: [{ type: 'bold' }] },
        { type: 'hardBreak' },
        { type: 'text', text: 'y' },
      ],
    };
    expect(toPlainText(doc(list, broken))).toBe('a\nx\ny');
  });

  it.each([[null], [undefined], [7], [{}], [{ content: [null, 3] }]])(
    'is empty for %j',
    (value) => {
      expect(toPlainText(value)).toBe('');
    },
  );

  it('leaves a string as it is', () => {
    expect(toPlainText('hola\nadiós')).toBe('hola\nadiós');
  });
});

describe('isPlain', () => {
  it('tells plain paragraphs from richer documents', () => {
    expect(isPlain(doc(paragraph('a'), paragraph('')))).toBe(true);
    expect(isPlain(doc({ type: 'heading', content: [{ type: 'text', text: 'a' }] }))).toBe(false);
    expect(
      isPlain(doc({ type: 'paragraph', content: [{ type: 'text', text: 'a', marks: [] }] })),
    ).toBe(false);
  });
});
