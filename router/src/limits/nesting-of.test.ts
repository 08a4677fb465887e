import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nestingOf } from './nesting-of.ts';

it.each([
  ['', 0],
  ['{ a }', 1],
  ['{ a(b: [{ c: "d" }]) }', 4],
  ['{ a(b: "{{{{") }', 2],
  ['{ a(b: "\\"{{{{") }', 2],
  ['{ a(b: """{{ " \\""" {{""") }', 2],
  ['{ a # {{{{\n }', 1],
  ['{ a(b: "never ends {{{\n{', 3],
  ['"""never ends {{{', 0],
  ['}}}}{', 0],
])('%s → %i', (text, depth) => {
  expect(nestingOf(text)).toBe(depth);
});

it('takes any text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('{', '}', '"', '\\', '#', '\n', 'a') }),
      (text) => {
        expect(nestingOf(text)).toBeGreaterThanOrEqual(0);
        expect(nestingOf(text)).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});
