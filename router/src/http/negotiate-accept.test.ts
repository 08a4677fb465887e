import { expect, it } from '@jest/globals';
import { negotiateAccept } from './negotiate-accept.ts';

const MODERN = 'application/graphql-response+json';

it.each([
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['application/*', 'application/json'],
  [MODERN, MODERN],
  [`${MODERN}, application/json;q=0.9`, MODERN],
  [`application/json;q=0.9, ${MODERN}`, MODERN],
  ['application/json, multipart/mixed', 'application/json'],
  ['text/html, */*;q=0.8', 'application/json'],
  ['APPLICATION/JSON; charset=utf-8', 'application/json'],
  ['text/event-stream', 'text/event-stream'],
  ['text/event-stream, application/json;q=0.5', 'text/event-stream'],
  ['application/json;q=0, */*', MODERN],
  ['text/*', null],
  ['text/html', null],
  ['application/json;q=0', null],
  [';;,,q=', null],
])('%s → %s', (header, expected) => {
  expect(negotiateAccept(header)).toBe(expected);
});
