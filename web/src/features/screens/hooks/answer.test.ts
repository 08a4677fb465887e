import { describe, expect, it } from '@jest/globals';
import { appendPage, readConnection, readPath, rootOf } from './answer.ts';

const page = (ids: readonly string[], next: string | null) => ({
  __typename: 'Query',
  notes: {
    totalCount: 3,
    nodes: ids.map((id) => ({ id })),
    pageInfo: { hasNextPage: next !== null, endCursor: next },
  },
});

describe('readPath', () => {
  it('follows keys, and answers undefined where there are none', () => {
    const row = { author: { name: 'Ana' }, tags: ['a'], none: null };
    expect(readPath(row, 'author.name')).toBe('Ana');
    expect(readPath(row, 'author.age')).toBeUndefined();
    expect(readPath(row, 'none.name')).toBeUndefined();
    expect(readPath(row, 'tags.length')).toBeUndefined();
  });

  it.each(['constructor', '__proto__', 'author.constructor.name', 'toString'])(
    'answers nothing that objects inherit: %s',
    (path) => expect(readPath({ author: {} }, path)).toBeUndefined(),
  );
});

describe('readConnection', () => {
  it('reads nodes or edges, the count and the next cursor', () => {
    expect(readConnection(page(['1', '2'], 'c'))).toEqual({
      rows: [{ id: '1' }, { id: '2' }],
      total: 3,
      next: 'c',
    });
    const edges = { list: { edges: [{ node: { id: '1' } }, { node: null }], pageInfo: {} } };
    expect(readConnection(edges)).toEqual({ rows: [{ id: '1' }], total: 1, next: null });
  });

  it.each([undefined, null, {}, { notes: null }, { notes: [] }, { notes: { nodes: 'x' } }])(
    'finds no rows in %j',
    (answer) => expect(readConnection(answer).rows).toEqual([]),
  );
});

describe('appendPage', () => {
  it('puts the rows of both pages in order, and goes on after the later one', () => {
    const both = appendPage(page(['1', '2'], 'c'), page(['3'], null));
    expect(readConnection(both)).toMatchObject({
      rows: [{ id: '1' }, { id: '2' }, { id: '3' }],
      next: null,
    });
  });

  it('keeps what there was when the next page has failed', () => {
    const before = page(['1'], 'c');
    expect(appendPage(before, undefined)).toBe(before);
    expect(appendPage(before, { notes: null })).toBe(before);
  });
});

describe('rootOf', () => {
  it('is the one root field’s answer', () => {
    expect(rootOf({ __typename: 'Query', note: { id: '1' } })).toEqual({ id: '1' });
    expect(rootOf({ __typename: 'Query' })).toBeUndefined();
  });
});
