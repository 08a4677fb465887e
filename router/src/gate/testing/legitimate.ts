import { type GateCase, post, RULE, user } from './gate-case.ts';

const PRODUCT = '@requiresScopes(scopes: [["catalogue:product:read"]])';
const product = (more: string) => `type Product @key(fields: "id") ${PRODUCT} { id: ID! ${more} }`;
const thing = (more: string) => `type Thing @key(fields: "id") ${RULE} { id: ID! ${more} }`;
const friend = (what: string, sdl: string): GateCase => ({
  what: `granted: ${what}`,
  sdl,
  manifest: { name: 'plugin-friend' },
});

/** What plugins may do. */
export const LEGITIMATE: readonly GateCase[] = [
  { what: 'a query with a permission of its own', sdl: `type Query { thing: Int ${RULE} }` },
  {
    what: 'a query with another plugin’s permission',
    sdl: 'extend type Query { a: Int @requiresScopes(scopes: [["cms:post:read"], ["stranger:thing:read", "system:user:read"]]) }',
  },
  {
    what: 'a mutation for whoever is signed in',
    sdl: 'type Mutation { a(input: In!): Int @authenticated } input In { a: Int = 3, more: [In!] }',
  },
  { what: 'a rule by policy', sdl: 'type Query { a: Int @policy(policies: [["mine"]]) }' },
  {
    what: 'an entity with a list',
    sdl: `type Query { things(first: Int): Things! ${RULE} @listSize(slicingArguments: ["first"], sizedFields: ["nodes"], requireOneSlicingArgument: false) } ${thing('a: Int @cost(weight: 3)')} type Things ${RULE} { nodes: [Thing!]! pageInfo: PageInfo! } "Where a page stands." type PageInfo @shareable @tag(name: "public") { endCursor: String startCursor: String hasNextPage: Boolean! hasPreviousPage: Boolean! }`,
  },
  {
    what: 'several keys',
    sdl: `type Thing @key(fields: "id") @key(fields: "sku region") ${RULE} { id: ID! sku: String! region: String! }`,
  },
  { what: 'a field of its own on another’s entity', sdl: post('likes: Int!') },
  { what: 'a field of its own with its own rule', sdl: user(`badges: [String!]! ${RULE}`) },
  {
    what: 'a reference to another’s entity',
    sdl: `${thing('owner: User!')} type User @key(fields: "id", resolvable: false) @authenticated { id: ID! }`,
  },
  {
    what: 'a bare reference',
    sdl: `${thing('owner: User!')} type User @key(fields: "id", resolvable: false) { id: ID! }`,
  },
  {
    what: 'an extension as Federation 1 wrote it',
    sdl: `extend type User @key(fields: "id") { id: ID! @external nick: String ${RULE} }`,
  },
  {
    what: 'a union of others’ entities',
    sdl: `type Query { hits: [Hit!]! ${RULE} } union Hit = Post | User ${post('')} ${user('')}`,
  },
  {
    what: 'an interface with its implementers',
    sdl: `type Query { a: Node2 ${RULE} } interface Node2 { id: ID! } type Thing implements Node2 @key(fields: "id") ${RULE} { id: ID! } type Other implements Node2 ${RULE} { id: ID! }`,
  },
  {
    what: 'shared scalars',
    sdl: `scalar DateTime scalar JSON scalar Money ${thing('at: DateTime data: JSON price: Money')} type Query { a: Thing ${RULE} }`,
  },
  {
    what: 'a scalar and an enum of its own',
    sdl: `scalar Colour @specifiedBy(url: "https://example.org/colour") enum Shade { LIGHT DARK @deprecated(reason: "too dark") } ${thing('c: Colour s: Shade')}`,
  },
  {
    what: 'events of its own, with their data',
    sdl: `type Subscription { made: Thing ${RULE} @event(names: ["thing:made"], payload: true, viewer: "userId") } ${thing('')}`,
  },
  {
    what: 'events of its own, by key',
    sdl: `type Subscription { made: Thing ${RULE} @event(names: ["thing:made"], key: "id: thingId") } ${thing('')}`,
  },
  {
    what: 'another’s event by key, named in consumes',
    sdl: `type Subscription { seen: Post @requiresScopes(scopes: [["cms:post:read"]]) @event(names: ["post:created"], key: "id: postId") } ${post('')}`,
  },
  {
    what: '@requires of what uses covers',
    sdl: post('title: String! @external words: Int! @requires(fields: "title")'),
    manifest: { uses: ['cms:post:read'] },
  },
  {
    what: 'a field of its own that others may answer too',
    sdl: `${user('nick: String @shareable')}`,
    manifest: {},
  },
  { what: 'a field hidden from clients', sdl: thing('secret: Int @inaccessible') },
  {
    what: 'a directive and a tag of its own',
    sdl: `directive @mine(a: Int) on OBJECT ${thing('a: Int @tag(name: "beta")')} type Other @mine(a: 1) { a: Int }`,
  },
  { what: 'a field called constructor', sdl: thing('constructor: String toString: String') },
  {
    what: 'a polygon, and a family in a description',
    sdl: `"👨‍👩‍👧 son tres: áéíóú ñ" ${thing('corners: [[[[Float!]!]!]!]!')}`,
  },
  { what: 'no root field at all', sdl: thing('') },
  friend(
    '@requires',
    product(`weight: Int! @external heavy: Boolean! @requires(fields: "weight")`),
  ),
  friend('@override', product('weight: Int! @override(from: "plugin-catalogue")')),
  friend('@shareable', product('note: String! @shareable')),
  friend('an enum value', `enum Kind { BOOK FILM GAME } ${product('extra: Kind')}`),
  friend('a union’s member', `union Media = Thing ${thing('')}`),
  friend(
    'an interface’s implementer',
    `interface Item { id: ID! } type Thing implements Item @key(fields: "id") ${RULE} { id: ID! }`,
  ),
  {
    what: 'a variable of a provider that nobody else names',
    sdl: thing(''),
    manifest: { environment: ['STRIPE_API_KEY', 'STRANGER_MODE'] },
  },
];
