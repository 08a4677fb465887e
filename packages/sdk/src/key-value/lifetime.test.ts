import { expect, it } from '@jest/globals';
import { lifetime } from './lifetime.ts';

it.each([
  [1_000, 1_000],
  [0.2, 1],
  [1.5, 2],
  [0, 1],
  [-20, 1],
])('makes a life of %p ms one of %p', (given, lived) => {
  expect(lifetime(given)).toBe(lived);
});
