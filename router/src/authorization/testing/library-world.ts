/** Auth directives under other names, as a plugin's `@link` may bring them in. */
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@inaccessible", "@interfaceObject",
  { name: "@authenticated", as: "@needsSession" }, { name: "@requiresScopes", as: "@needs" }, { name: "@policy", as: "@asks" }])`;

/** A plugin with every kind of rule. */
export const library = {
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
/** A plugin that adds to its entities, one field by way of a protected one. */
export const extra = {
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
