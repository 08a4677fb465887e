import { describe, expect, it } from '@jest/globals';
import { RichText } from './rich-text.ts';

const text = (value: string, ...marks: object[]) => ({
  type: 'text',
  text: value,
  ...(marks.length ? { marks } : {}),
});
const doc = (...content: object[]) => ({ type: 'doc', content });
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const link = (href: string) => ({ type: 'link', attrs: { href } });

describe('RichText', () => {
  it('makes paragraphs of plain text, one a line', () => {
    expect(RichText.parse('one\n\ntwo')).toEqual(
      doc(paragraph(text('one')), { type: 'paragraph' }, paragraph(text('two'))),
    );
  });

  it('keeps a document of allowed nodes as it is', () => {
    const item = { type: 'listItem', content: [paragraph(text('item'))] };
    const document = doc(
      { type: 'heading', attrs: { level: 2 }, content: [text('Title', { type: 'bold' })] },
      paragraph(
        text('a', link('https://a.test')),
        { type: 'hardBreak' },
        text('b', { type: 'code' }),
      ),
      { type: 'bulletList', content: [item] },
      { type: 'blockquote', content: [paragraph(text('q'))] },
      { type: 'horizontalRule' },
    );
    expect(RichText.parse(document)).toEqual(document);
  });

  it.each(['https://a.test', 'HTTP://a.test', 'mailto:a@b.test', '/path', '#part'])(
    'lets a link lead to %s',
    (href) => {
      const document = doc(paragraph(text('x', link(href))));
      expect(RichText.parse(document)).toEqual(document);
    },
  );

  it.each([
    ['a script link', doc(paragraph(text('x', link('javascript:alert(1)'))))],
    ['a data link', doc(paragraph(text('x', link('data:text/html,x'))))],
    ['a link with a space before', doc(paragraph(text('x', link(' javascript:alert(1)'))))],
    ['a link to another host without scheme', doc(paragraph(text('x', link('//evil.test'))))],
    ['another attribute', doc(paragraph(text('x', { type: 'bold', onclick: 'x' })))],
    ['an image', doc({ type: 'image', attrs: { src: 'x' } }, paragraph(text('x')))],
    ['a level that is none', doc({ type: 'heading', attrs: { level: 7 }, content: [text('x')] })],
    ['another root', paragraph(text('x'))],
    ['a key beside the content', { ...doc(paragraph(text('x'))), html: '<b>' }],
    ['no text', doc(paragraph())],
    ['blank text', '  \n '],
    ['a number', 7],
    ['nothing', null],
  ])('refuses %s', (_what, value) => {
    expect(RichText.safeParse(value).success).toBe(false);
  });

  it('refuses what nests too deep, however deep, and what is too long', () => {
    const nested = (depth: number) => {
      let node: object = paragraph(text('x'));
      for (let level = 0; level < depth; level++) node = { type: 'blockquote', content: [node] };
      return doc(node);
    };
    expect(RichText.safeParse(nested(17)).success).toBe(true);
    expect(RichText.safeParse(nested(18)).success).toBe(false);
    expect(RichText.safeParse(nested(50_000)).success).toBe(false);
    expect(RichText.safeParse('x'.repeat(200_001)).success).toBe(false);
  });
});
