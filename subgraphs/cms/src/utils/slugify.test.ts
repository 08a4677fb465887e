import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { slugCandidates } from './slug-candidates.ts';
import { slugify } from './slugify.ts';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

describe('slugify', () => {
  it.each([
    ['Café au lait', 'cafe-au-lait'],
    ['  ¿Qué  tal,   señor? ', 'que-tal-senor'],
    ['ÀÉÎÕÜ ñ ç', 'aeiou-n-c'],
    ['a--b__c', 'a-b-c'],
    ['ﬁne ½ Ⅷ', 'fine-1-2-viii'],
    ['2026', '2026'],
    ['你好', ''],
    ['!?', ''],
    ['', ''],
  ])('makes of %j: %j', (text, slug) => {
    expect(slugify(text)).toBe(slug);
  });

  it('ends neither in a hyphen nor beyond 80 characters', () => {
    const text = `${'a'.repeat(79)} bcd`;
    expect(slugify(text)).toBe('a'.repeat(79));
    expect(slugify('a'.repeat(500))).toHaveLength(80);
  });

  it('makes nothing that is no slug, and leaves a slug as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const slug = slugify(text);
        expect(slug === '' || SLUG.test(slug)).toBe(true);
        expect(slugify(slug)).toBe(slug);
      }),
    );
  });
});

describe('slugCandidates', () => {
  it('are the plain one, two numbered ones and two by chance', () => {
    expect(slugCandidates('Same title')).toEqual([
      'same-title',
      'same-title-2',
      'same-title-3',
      expect.stringMatching(/^same-title-[0-9a-f]{8}$/),
      expect.stringMatching(/^same-title-[0-9a-f]{8}$/),
    ]);
  });

  it('are slugs short enough to store, whatever the title', () => {
    for (const title of ['你好', 'x'.repeat(200), '']) {
      const candidates = slugCandidates(title);
      expect(new Set(candidates).size).toBe(5);
      for (const slug of candidates) {
        expect(slug).toMatch(SLUG);
        expect(slug.length).toBeLessThanOrEqual(100);
      }
    }
  });
});
