import { describe, expect, it } from '@jest/globals';
import { escapeLike } from './escape-like.ts';

describe('escapeLike', () => {
  it.each([
    ['plain', 'plain'],
    ['100%', '100\\%'],
    ['a_b', 'a\\_b'],
    ['a\\b', 'a\\\\b'],
    ['%_\\', '\\%\\_\\\\'],
  ])('makes every character of %j stand for itself', (text, escaped) => {
    expect(escapeLike(text)).toBe(escaped);
  });
});
