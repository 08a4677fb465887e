import { beforeAll, describe, it } from '@jest/globals';
import { createPluginWorld, type PluginWorld } from '../execution/testing/plugin-world.ts';
import { type FilterCase, holdToCase } from './testing/filter-case.ts';
import { extra, library } from './testing/library-world.ts';

const cases: Record<string, FilterCase> = {
  'public field': { query: '{ open }', data: { open: 'open' } },
  'root field refused beside an allowed one': {
    query: '{ open me { name } }',
    data: { open: 'open', me: null },
    refused: ['me'],
    unsent: ['me'],
  },
  'everything refused': { query: '{ me { name } both }', data: null, refused: ['me', 'both'] },
  'non-null root field refused': { query: '{ open must }', data: null, refused: ['must'] },
  alias: { query: '{ open x: both }', data: { open: 'open', x: null }, refused: ['x'] },
  'same field twice by aliases': {
    query: '{ open x: both y: both }',
    data: { open: 'open', x: null, y: null },
    refused: ['x', 'y'],
  },
  'session and scope both: session only': {
    query: '{ open both }',
    data: { open: 'open', both: null },
    refused: ['both'],
    permissions: [],
    reason: 'FORBIDDEN',
  },
  'session and scope both: both': {
    query: '{ both }',
    data: { both: 'both' },
    permissions: ['a:b:c'],
  },
  'scopes: half of an AND': {
    query: '{ open either }',
    data: { open: 'open', either: null },
    refused: ['either'],
    permissions: ['a:b:c'],
    reason: 'FORBIDDEN',
  },
  'scopes: one AND': {
    query: '{ either }',
    data: { either: 'either' },
    permissions: ['a:b:c', 'd:e:f'],
  },
  'scopes: the other alternative': {
    query: '{ either }',
    data: { either: 'either' },
    permissions: ['g:h:i'],
  },
  'scopes: wildcard': { query: '{ either }', data: { either: 'either' }, permissions: ['g:*'] },
  'scopes: no alternative at all': {
    query: '{ open never }',
    data: { open: 'open', never: null },
    refused: ['never'],
    permissions: ['*'],
    reason: 'FORBIDDEN',
  },
  'nested nullable': {
    query: '{ book { title owner { name age } } }',
    data: { book: { title: 'T b1', owner: { name: 'Ann', age: null } } },
    refused: ['book.owner.age'],
    unsent: ['age'],
  },
  'nested non-null goes up to the next nullable': {
    query: '{ book { title owner { name email } } }',
    data: { book: { title: 'T b1', owner: null } },
    refused: ['book.owner.email'],
  },
  'nested non-null goes up twice': {
    query: '{ open book { title author { name email } } }',
    data: { open: 'open', book: null },
    refused: ['book.author.email'],
  },
  'in a list': {
    query: '{ books { title price } }',
    data: {
      books: [
        { title: 'T b1', price: null },
        { title: 'T b2', price: null },
      ],
    },
    refused: ['books.@.price'],
    unsent: ['price'],
  },
  'non-null in a list empties it up to data': {
    query: '{ open books { author { email } title } }',
    data: null,
    refused: ['books.@.author.email'],
  },
  'in nested lists': {
    query: '{ shelves { title price } }',
    data: { shelves: [[{ title: 'T b1', price: null }, null], [{ title: 'T b2', price: null }]] },
    refused: ['shelves.@.@.price'],
  },
  'a field of which all is refused is not fetched': {
    query: '{ open book { price } }',
    data: { open: 'open', book: null },
    refused: ['book.price'],
    unsent: ['book', 'price'],
  },
  'named fragment': {
    query: '{ book { ...F } } fragment F on Book { title price }',
    data: { book: { title: 'T b1', price: null } },
    refused: ['book.price'],
  },
  'fragment used twice': {
    query: '{ a: book { ...F } b: book { ...F } } fragment F on Book { title price }',
    data: { a: { title: 'T b1', price: null }, b: { title: 'T b1', price: null } },
    refused: ['a.price', 'b.price'],
  },
  'fragment with nothing left': {
    query: '{ open book { title ...F } } fragment F on Book { price }',
    data: { open: 'open', book: { title: 'T b1', price: null } },
    refused: ['book.price'],
  },
  'fragment on the root': {
    query: '{ ...F } fragment F on Query { open both }',
    data: { open: 'open', both: null },
    refused: ['both'],
  },
  'inline fragment without a type': {
    query: '{ open ... { both } }',
    data: { open: 'open', both: null },
    refused: ['both'],
  },
  'nested fragments': {
    query:
      '{ book { ...A } } fragment A on Book { title ...B } fragment B on Book { owner { ...C } } fragment C on Person { name age }',
    data: { book: { title: 'T b1', owner: { name: 'Ann', age: null } } },
    refused: ['book.owner.age'],
  },
  'skip by literal': { query: '{ open both @skip(if: true) }', data: { open: 'open' } },
  'include by literal': {
    query: '{ open ... @include(if: false) { both } }',
    data: { open: 'open' },
  },
  'skip by variable: skipped': {
    query: 'query ($s: Boolean!) { open both @skip(if: $s) }',
    variables: { s: true },
    data: { open: 'open' },
  },
  'skip by variable: not skipped': {
    query: 'query ($s: Boolean!) { open both @skip(if: $s) }',
    variables: { s: false },
    data: { open: 'open', both: null },
    refused: ['both'],
  },
  'include on a parent': {
    query: 'query ($i: Boolean!) { open book @include(if: $i) { title price } }',
    variables: { i: false },
    data: { open: 'open' },
  },
  'include around a fragment': {
    query: 'query ($i: Boolean!) { open ...F @include(if: $i) } fragment F on Query { both }',
    variables: { i: true },
    data: { open: 'open', both: null },
    refused: ['both'],
  },
  'everything refused but skipped': {
    query: 'query ($s: Boolean!) { both @skip(if: $s) }',
    variables: { s: true },
    data: {},
  },
  'a variable only a refused field uses': {
    query: 'mutation ($t: String!) { touch { title } write(text: $t) { id } }',
    variables: { t: 'x' },
    data: { touch: { title: 'T b1' }, write: null },
    refused: ['write'],
    unsent: ['write', '$t'],
  },
  'mutation allowed': {
    query: 'mutation { write(text: "x") { title } }',
    data: { write: { title: 'T b1' } },
    permissions: ['lib:*'],
  },
};

describe('refused fields, fragments and conditions', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await createPluginWorld({ library, extra });
  });

  it.each(Object.entries(cases))('%s', async (_name, test) => {
    await holdToCase(world, test);
  });
});
