import { describe, expect, it } from '@jest/globals';
import { type OperationDefinitionNode, parse } from 'graphql';
import { readCostRules } from './cost-rules.ts';
import { estimateCost } from './estimate-cost.ts';
import { judge } from './testing/check.ts';

const LINK = '@link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@cost", "@listSize"])';
const SDL = `
  schema ${LINK} { query: Query mutation: Mutation }
  type Query {
    count: Int
    heavy: Int @cost(weight: 7)
    one: Book
    known: [Book] @listSize(assumedSize: 5)
    unknown: [Book]
    numbers: [Int]
    sliced(first: Int, last: Int = 3): [Book] @listSize(slicingArguments: ["first", "last"], assumedSize: 20)
    page(first: Int): Page @listSize(slicingArguments: ["first"], assumedSize: 20, sizedFields: ["edges"], requireOneSlicingArgument: false)
    find(filter: Filter, ids: [ID] @cost(weight: 2)): Int
    any: Node
  }
  type Mutation { add(book: BookInput!): Book }
  interface Node { id: ID }
  type Page { edges: [Edge] total: Int }
  type Edge { node: Book }
  type Book implements Node { id: ID title: Text author: Author }
  type Author @cost(weight: 4) { name: String }
  scalar Text @cost(weight: 3)
  input Filter { title: String @cost(weight: 6) more: [Filter] }
  input BookInput { title: String }
`;

function costOf(query: string, variables: Record<string, unknown> = {}, sdl = SDL) {
  const document = parse(query);
  return estimateCost(
    document,
    document.definitions[0] as OperationDefinitionNode,
    readCostRules(sdl),
    variables,
  );
}

describe('fields', () => {
  it.each([
    ['{ count __typename }', 0],
    ['{ heavy }', 7],
    ['{ one { id } }', 1],
    ['{ one { title } }', 4],
    ['{ one { author { name } } }', 5],
    ['{ any { id } }', 1],
    ['{ any { ... on Book { title } } }', 4],
    ['{ nothing { at { all } } }', 0],
    ['mutation { add(book: { title: "x" }) { id } }', 12],
  ])('%s costs %i', (query, cost) => {
    expect(costOf(query)).toBe(cost);
  });
});

describe('lists', () => {
  it.each([
    ['{ known { id } }', 5],
    ['{ unknown { id } }', 10],
    ['{ numbers }', 0],
    ['{ sliced(first: 8) { id } }', 8],
    ['{ sliced(first: 2) { id } }', 3],
    ['{ sliced { id } }', 3],
    ['{ sliced(first: -5, last: 0) { id } }', 0],
    ['{ page { total } }', 1],
    ['{ page { edges { node { id } } } }', 1 + 20 * 2],
    ['{ page(first: 3) { edges { node { id } } } }', 1 + 3 * 2],
    ['{ page(first: 3) { ...P } } fragment P on Page { edges { node { id } } }', 1 + 3 * 2],
  ])('%s costs %i', (query, cost) => {
    expect(costOf(query)).toBe(cost);
  });

  it('takes sizes from variables and their defaults', () => {
    const query = 'query($n: Int = 4) { page(first: $n) { edges { node { id } } } }';
    expect(costOf(query)).toBe(1 + 4 * 2);
    expect(costOf(query, { n: 2 })).toBe(1 + 2 * 2);
    expect(costOf(query, { n: 1e308 })).toBe(1e12);
  });
});

describe('arguments', () => {
  it.each([
    ['{ find(filter: { title: "x" }) }', 7],
    ['{ find(filter: { title: "x", more: [{ title: "y" }, {}] }) }', 7 + 7 + 1],
    ['{ find(ids: ["1", "2"]) }', 4],
    ['{ find(filter: null) }', 0],
  ])('%s costs %i', (query, cost) => {
    expect(costOf(query)).toBe(cost);
  });

  it('are read through variables too', () => {
    const query = 'query($filter: Filter, $ids: [ID]) { find(filter: $filter, ids: $ids) }';
    const filter = { title: 'x', more: [{ title: 'y' }, {}], __proto__: null };
    expect(costOf(query, { filter, ids: ['1', '2'] })).toBe(15 + 4);
    expect(costOf(query)).toBe(0);
  });
});

describe('what is skipped', () => {
  it('is free when it is known to be', () => {
    expect(costOf('{ heavy @skip(if: true) }')).toBe(0);
    expect(costOf('query($on: Boolean!) { heavy @include(if: $on) }', { on: false })).toBe(0);
    expect(costOf('query($on: Boolean!) { heavy @include(if: $on) }', { on: true })).toBe(7);
  });
});

describe('names', () => {
  it('are those the supergraph links', () => {
    const imports = '[{ name: "@cost", as: "@price" }], as: "m"';
    const link = LINK.replace('["@cost", "@listSize"]', imports);
    const renamed = SDL.replaceAll('@cost', '@price')
      .replaceAll('@listSize', '@m__listSize')
      .replace(/@link.*\)/, link);
    expect(costOf('{ heavy known { author { name } } }', {}, renamed)).toBe(7 + 5 * 5);
  });
});

describe('circles', () => {
  it('end', () => {
    expect(costOf('{ ...A heavy } fragment A on Query { ...A heavy }')).toBe(14);
  });
});

describe('the limit', () => {
  it('is 10,000', () => {
    const query = (first: number) => `{ page(first: ${first}) { edges { node { id } } } }`;
    expect(judge(query(6_000), { supergraphSdl: SDL })).toEqual({
      code: 'LIMIT_EXCEEDED',
      limit: 'cost',
      value: 12_001,
      maximum: 10_000,
    });
    expect(judge(query(100), { supergraphSdl: SDL })).toBeNull();
  });
});
