import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  anonymous,
  createPluginWorld,
  type PluginWorld,
  requestOf,
  signedIn,
} from '../execution/testing/plugin-world.ts';

/** Auth directives under other names, as a plugin's `@link` may bring them in. */
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@inaccessible", "@interfaceObject",
  { name: "@authenticated", as: "@needsSession" }, { name: "@requiresScopes", as: "@needs" }, { name: "@policy", as: "@asks" }])`;

const library = {
  sdl: `${LINK}
    type Query {
      open: String
      book(id: ID = "b1"): Book
      books: [Book!]!
      shelves: [[Book]!]
      me: Person @needsSession
      must: String! @needsSession
      item(kind: String!): Item
      items: [Item!]!
      node(kind: String!): Node
      both: String @needsSession @needs(scopes: [["a:b:c"]])
      either: String @needs(scopes: [["a:b:c", "d:e:f"], ["g:h:i"]])
      never: String @needs(scopes: [])
      rated: String @asks(policies: [["adult"]])
      stamp: Stamp
      mood: Mood
      find(where: Where): String
      secretRoot: Secret
    }
    type Mutation { write(text: String!): Book @needs(scopes: [["lib:book:write"]]) touch: Book }
    scalar Stamp @needsSession
    enum Mood @needs(scopes: [["lib:mood:read"]]) { GOOD BAD }
    input Where { title: String mood: Mood }
    type Book @key(fields: "id") { id: ID! title: String! price: Int @needs(scopes: [["lib:price:read"]]) owner: Person author: Person! notes: Notes }
    type Notes { text: String! @needsSession public: String }
    type Person @key(fields: "id") { id: ID! @needsSession name: String! email: String! @needsSession age: Int @needsSession }
    type Secret @needs(scopes: [["top:secret:read"]]) { code: String! }
    interface Item { name: String tag: String }
    type Toy implements Item { name: String tag: String color: String }
    type Gun implements Item @needsSession { name: String tag: String caliber: Int }
    interface Node { id: ID! label: String }
    type Leaf implements Node { id: ID! label: String @needs(scopes: [["lib:leaf:read"]]) green: Boolean }
    type Stem implements Node { id: ID! label: String long: Int }
    union Any = Toy | Secret
    extend type Query { anys: [Any!]! }`,
  resolvers: {
    Query: {
      open: () => 'open',
      both: () => 'both',
      either: () => 'either',
      never: () => 'never',
      rated: () => 'rated',
      must: () => 'must',
      stamp: () => 'stamp',
      mood: () => 'GOOD',
      find: () => 'found',
      me: () => ({ id: 'u1', name: 'Ann', email: 'ann@x.test', age: 40 }),
      book: (_: unknown, { id }: { id: string }) => book(id),
      books: () => [book('b1'), book('b2')],
      shelves: () => [[book('b1'), null], [book('b2')]],
      item: (_: unknown, { kind }: { kind: string }) => thing(kind),
      items: () => [thing('Toy'), thing('Gun')],
      node: (_: unknown, { kind }: { kind: string }) => ({
        __typename: kind,
        id: 'n',
        label: `${kind} label`,
        green: true,
        long: 5,
      }),
      anys: () => [thing('Toy'), { __typename: 'Secret', code: '42' }],
      secretRoot: () => ({ code: '42' }),
    },
    Mutation: { touch: () => book('b1'), write: () => book('b1') },
    Book: { __resolveReference: ({ id }: { id: string }) => book(id) },
    Person: {
      __resolveReference: ({ id }: { id: string }) => ({
        id,
        name: `P ${id}`,
        email: `${id}@x.test`,
        age: 30,
      }),
    },
  },
};
const extra = {
  sdl: `${LINK}
    type Person @key(fields: "id") { id: ID! bio: String }
    type Book @key(fields: "id") { id: ID! price: Int @external
      deal: Int @requires(fields: "price") @needs(scopes: [["lib:price:read"]]) }`,
  resolvers: {
    Person: {
      __resolveReference: (it: object) => it,
      bio: ({ id }: { id: string }) => `bio of ${id}`,
    },
    Book: {
      __resolveReference: (it: object) => it,

      deal: ({ price }: { price: number }) => price - 1,
    },
  },
};

function book(id: string) {
  return {
    id,
    title: `T ${id}`,
    price: 9,
    owner: { id: 'u1', name: 'Ann', email: 'ann@x.test', age: 40 },
    author: { id: 'u2', name: 'Bo', email: 'bo@x.test', age: 50 },
    notes: { text: 'n', public: 'p' },
  };
}
function thing(kind: string) {
  return { __typename: kind, name: `${kind} name`, tag: kind, color: 'red', caliber: 9 };
}

type Case = {
  readonly query: string;
  readonly data: unknown;
  /** Removed paths, joined by dots. */
  readonly refused?: readonly string[];
  readonly permissions?: readonly string[] | null;
  readonly variables?: Record<string, unknown>;
  readonly reason?: string;
  /** Words no plugin may see. */
  readonly unsent?: readonly string[];
};

const cases: Record<string, Case> = {
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

describe('authorization', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await createPluginWorld({ library, extra });
  });

  it.each(Object.entries(cases))('%s', async (_name, test) => {
    world.sent.length = 0;
    const caller = test.permissions ? signedIn(test.permissions) : anonymous();
    const { variables = {}, refused = [], unsent = [] } = test;
    const result = await world.ask(test.query, { caller, variables });
    const { data, errors = [] } = JSON.parse(JSON.stringify(result));
    expect(data).toEqual(test.data);
    expect(
      errors
        .map(({ path }: { path: string[] }) =>
          path.filter((step) => typeof step === 'string').join('.'),
        )
        .sort(),
    ).toEqual([...refused].sort());
    const expected = {
      code: 'UNAUTHORIZED_FIELD_OR_TYPE',
      reason: test.reason ?? 'UNAUTHENTICATED',
    };
    for (const { extensions } of errors) expect(extensions).toEqual(expected);
    const words = world.sent.flatMap(({ query }) => query.split(/[^\w$]+/));
    for (const word of unsent) expect(words).not.toContain(word);
  });

  it('keeps one outcome for callers whose rights leave the same document', async () => {
    const prepare = (permissions: string[]) =>
      world.graph.prepare(requestOf('{ book { title price } }'), signedIn(permissions));
    const [one, two, three] = await Promise.all([
      prepare(['x:y:z']),
      prepare(['u:v:w']),
      prepare(['lib:*']),
    ]);
    expect(one).toBe(two);
    expect(one.outcome).not.toBe(three.outcome);
    const nobody = await world.graph.prepare(requestOf('{ book { title price } }'), anonymous());
    expect(nobody.outcome).not.toBe(one.outcome);
  });

  it('asks policies in one batch, and takes silence, a throw and a delay for a no', async () => {
    const asked: (readonly string[])[] = [];
    const granted = await createPluginWorld(
      { library, extra },
      {
        evaluatePolicies: async (names) => {
          asked.push(names);
          return new Set(names);
        },
      },
    );
    expect(await granted.ask('{ a: rated b: rated open }')).toEqual({
      data: { a: 'rated', b: 'rated', open: 'open' },
    });
    expect(await granted.ask('{ open }')).toEqual({ data: { open: 'open' } });
    expect(asked).toEqual([['adult']]);
    const failing = [
      async () => Promise.reject(new Error('down')),
      async () => new Set<string>(),
      () => new Promise<never>(() => undefined),
    ];
    for (const evaluatePolicies of failing) {
      const refusing = await createPluginWorld({ library, extra }, { evaluatePolicies });
      expect((await refusing.ask('{ open rated }')).data).toEqual({ open: 'open', rated: null });
    }
  });

  it('rejects the whole operation, or only tells, by mode', async () => {
    const rejecting = await createPluginWorld({ library, extra }, { authorization: 'reject' });
    const rejected = await rejecting.ask('{ open both }');
    expect(rejected.data).toBeNull();
    expect(rejected.errors).toHaveLength(1);
    expect(rejecting.sent).toEqual([]);
    expect(await rejecting.ask('{ open both @skip(if: true) }')).toEqual({
      data: { open: 'open' },
    });
    const dry = await createPluginWorld({ library, extra }, { authorization: 'dry-run' });
    const told = await dry.ask('{ open both item(kind: "Gun") { __typename } }');
    expect(told.data).toEqual({ open: 'open', both: 'both', item: { __typename: 'Gun' } });
    expect(told.errors?.[0]?.extensions).toEqual({
      code: 'UNAUTHORIZED_FIELD_OR_TYPE',
      reason: 'UNAUTHENTICATED',
    });
    const off = await createPluginWorld({ library, extra }, { authorization: 'off' });
    expect(await off.ask('{ both me { email } }')).toEqual({
      data: { both: 'both', me: { email: 'ann@x.test' } },
    });
  });

  describe('introspection and suggestions', () => {
    const fieldsOf =
      '{ __type(name: "Query") { fields { name } } secret: __type(name: "Secret") { name } stamp: __type(name: "Stamp") { name } mood: __type(name: "Mood") { name } __schema { types { name } mutationType { fields { name } } } }';
    const names = (list: { name: string }[]) => list.map(({ name }) => name);

    it('shows only what the caller may see', async () => {
      const { data } = JSON.parse(JSON.stringify(await world.ask(fieldsOf)));
      expect(names(data.__type.fields)).toContain('open');
      expect(names(data.__type.fields)).not.toContain('me');
      expect(names(data.__type.fields)).not.toContain('stamp');
      expect([data.secret, data.stamp]).toEqual([null, null]);
      expect(data.mood).toEqual({ name: 'Mood' });
      expect(names(data.__schema.types)).not.toContain('Gun');
      expect(names(data.__schema.mutationType.fields)).toEqual(['touch']);
      const all = await createPluginWorld({ library, extra }, { authorization: 'off' });
      const whole = JSON.parse(JSON.stringify(await all.ask(fieldsOf)));
      expect(whole.data.secret).toEqual({ name: 'Secret' });
    });

    it('never suggests what the caller may not see', async () => {
      const messageOf = async (query: string, permissions: string[] | null) => {
        const caller = permissions ? signedIn(permissions) : anonymous();
        const error = await world.graph
          .prepare(requestOf(query), caller)
          .catch((thrown: unknown) => thrown);
        return error instanceof AggregateError ? String(error.errors[0]?.message) : String(error);
      };
      expect(await messageOf('{ opem }', null)).toContain('Did you mean "open"');
      expect(await messageOf('{ book { prices } }', null)).not.toContain('price"');
      expect(await messageOf('{ book { prices } }', ['lib:*'])).toContain('Did you mean "price"');
      expect(await messageOf('{ item(kind: "Toy") { calibe } }', null)).not.toContain('Gun');
    });

    it('can be switched off', async () => {
      const closed = await createPluginWorld({ library, extra }, { introspection: false });
      await expect(
        closed.graph.prepare(requestOf('{ __schema { types { name } } }'), anonymous()),
      ).rejects.toThrow();
      expect(await closed.ask('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    });
  });
});
