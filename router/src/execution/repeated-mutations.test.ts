import { expect, it } from '@jest/globals';
import { createPluginWorld } from './testing/plugin-world.ts';

/** Asks two plugins whose mutations count; `four` gives the count. */
async function ask(query: string, variables: Record<string, unknown>) {
  let count = 0;
  const order: string[] = [];
  const bump = (name: string) => () => {
    order.push(name);
    count += 1;
    return { id: String(count), name };
  };
  const world = await createPluginWorld({
    a: {
      sdl: 'type Query { a: Int } type Mutation { four: Thing } type Thing { id: ID! name: String }',
      resolvers: { Mutation: { four: bump('four') } },
    },
    b: {
      sdl: 'type Query { b: Int } type Mutation { two: Other } type Other { id: ID! name: String }',
      resolvers: { Mutation: { two: bump('two') } },
    },
  });
  return { result: await world.ask(query, { variables }), order };
}

const TWICE =
  'mutation ($a: Boolean!, $b: Boolean!) { ...F @include(if: $a) two { id } four @include(if: $b) @skip(if: $a) { id } four @include(if: $b) { name } } fragment F on Mutation { four { id } }';

it.each([
  [
    'mutation ($a: Boolean!) { four { id } two { id } four @skip(if: $a) { name } }',
    ['four', 'two'],
    { id: '1', name: 'four' },
    { a: false },
  ],
  [
    'mutation ($a: Boolean!) { four @include(if: $a) { id } two { id } four { name } }',
    ['four', 'two'],
    { id: '1', name: 'four' },
    { a: true },
  ],
  [
    'mutation ($a: Boolean!) { four @include(if: $a) { id } two { id } four { name } }',
    ['two', 'four'],
    { name: 'four' },
    { a: false },
  ],
  [TWICE, ['four', 'two'], { id: '1', name: 'four' }, { a: true, b: true }],
  [TWICE, ['four', 'two'], { id: '1' }, { a: true, b: false }],
  [TWICE, ['two', 'four'], { id: '2', name: 'four' }, { a: false, b: true }],
  [TWICE, ['two'], undefined, { a: false, b: false }],
])(
  'a mutation field selected twice is done once: %s (%#)',
  async (query, done, four, variables) => {
    const { result, order } = await ask(query, variables);
    expect(result.errors).toBeUndefined();
    expect(order).toEqual(done);
    expect(result.data?.['four']).toEqual(four);
  },
);

it('refuses what would take too many cases', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `v${index}`);
  const fields = names.map(
    (name, index) => `four @include(if: $${name}) @skip(if: $w${index}) { id }`,
  );
  const all = names.flatMap((name, index) => [`$${name}: Boolean!`, `$w${index}: Boolean!`]);
  const query = `mutation (${all.join(', ')}) { ${fields.join(' ')} }`;
  await expect(ask(query, {})).rejects.toThrow('four is selected under too many conditions');
});
