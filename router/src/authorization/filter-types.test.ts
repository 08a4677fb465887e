import { beforeAll, describe, it } from '@jest/globals';
import { createPluginWorld, type PluginWorld } from '../execution/testing/plugin-world.ts';
import { type FilterCase, holdToCase } from './testing/filter-case.ts';
import { extra, library } from './testing/library-world.ts';

const cases: Record<string, FilterCase> = {
  'object type refused': {
    query: '{ open secretRoot { code } }',
    data: { open: 'open', secretRoot: null },
    refused: ['secretRoot'],
  },
  'object type refused, only its name asked': {
    query: '{ open secretRoot { __typename } }',
    data: { open: 'open', secretRoot: null },
    refused: ['secretRoot'],
  },
  'scalar type refused': {
    query: '{ open stamp }',
    data: { open: 'open', stamp: null },
    refused: ['stamp'],
  },
  'enum type refused': {
    query: '{ open mood }',
    data: { open: 'open', mood: null },
    refused: ['mood'],
    permissions: [],
    reason: 'FORBIDDEN',
  },
  'enum type allowed': {
    query: '{ mood }',
    data: { mood: 'GOOD' },
    permissions: ['lib:mood:read'],
  },
  'interface field needs the rule of a refused implementation': {
    query: '{ open item(kind: "Toy") { name } }',
    data: { open: 'open', item: null },
    refused: ['item.name'],
  },
  'interface field with a session': {
    query: '{ item(kind: "Gun") { name } }',
    data: { item: { name: 'Gun name' } },
    permissions: [],
  },
  'explicit fragment is judged alone: matching': {
    query: '{ item(kind: "Toy") { ... on Toy { color } } }',
    data: { item: { color: 'red' } },
  },
  'explicit fragment is judged alone: not matching': {
    query: '{ item(kind: "Gun") { ... on Toy { color } } }',
    data: { item: {} },
  },
  'refused fragment on an implementation': {
    query: '{ item(kind: "Toy") { ... on Toy { color } ... on Gun { caliber } } }',
    data: { item: { color: 'red' } },
    refused: ['item.caliber'],
  },
  'refused fragment that matches': {
    query: '{ item(kind: "Gun") { ... on Toy { color } ... on Gun { caliber } } }',
    data: { item: { caliber: null } },
    refused: ['item.caliber'],
  },
  'refused and allowed fragment, one response name': {
    query: '{ items { ... on Toy { x: tag } ... on Gun { x: tag } } }',
    data: { items: [{ x: 'Toy' }, { x: null }] },
    refused: ['items.@.x'],
  },
  'refused interface field and allowed fragment, one response name': {
    query: '{ items { name ... on Toy { name } } }',
    data: { items: [{ name: 'Toy name' }, { name: null }] },
    refused: ['items.@.name'],
  },
  'one implementation has a field rule': {
    query: '{ open node(kind: "Stem") { id label } }',
    data: { open: 'open', node: { id: 'n', label: null } },
    refused: ['node.label'],
  },
  'field rule, explicit fragment': {
    query: '{ node(kind: "Stem") { id ... on Stem { label } } }',
    data: { node: { id: 'n', label: 'Stem label' } },
  },
  'type name of a visible object': {
    query: '{ item(kind: "Toy") { __typename ... on Toy { color } } }',
    data: { item: { __typename: 'Toy', color: 'red' } },
  },
  'type name of a refused object': {
    query: '{ item(kind: "Gun") { __typename ... on Toy { color } } }',
    data: { item: null },
    refused: ['item.__typename'],
  },
  'union member refused': {
    query: '{ anys { ... on Toy { name } ... on Secret { code } } }',
    data: null,
    refused: ['anys.@.code'],
  },
  'union member not asked': {
    query: '{ anys { ... on Toy { name } } }',
    data: { anys: [{ name: 'Toy name' }, {}] },
  },
  'a key joins where it may not be read': {
    query: '{ book { owner { bio } } }',
    data: { book: { owner: { bio: 'bio of u1' } } },
  },
  'a key fetched on the way is not shown where refused': {
    query: '{ book { owner { id bio } } }',
    data: { book: { owner: null } },
    refused: ['book.owner.id'],
  },
  'the same with an alias': {
    query: '{ book { owner { x: id bio } } }',
    data: { book: { owner: null } },
    refused: ['book.owner.x'],
  },
  'requires of a protected field: refused': {
    query: '{ book { title deal } }',
    data: { book: { title: 'T b1', deal: null } },
    refused: ['book.deal'],
    unsent: ['price'],
  },
  'requires of a protected field: allowed': {
    query: '{ book { title deal } }',
    data: { book: { title: 'T b1', deal: 8 } },
    permissions: ['lib:price:read'],
  },
  'policy without an evaluator': {
    query: '{ open rated }',
    data: { open: 'open', rated: null },
    refused: ['rated'],
    permissions: ['*'],
    reason: 'FORBIDDEN',
  },
  'an input enum with a rule may be used': {
    query: '{ find(where: { mood: GOOD }) }',
    data: { find: 'found' },
  },
  'root type name': {
    query: '{ __typename both }',
    data: { __typename: 'Query', both: null },
    refused: ['both'],
  },
};

describe('refused types, interfaces, unions and keys', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await createPluginWorld({ library, extra });
  });

  it.each(Object.entries(cases))('%s', async (_name, test) => {
    await holdToCase(world, test);
  });
});
