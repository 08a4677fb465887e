import { type GateCase, POST_RULE, post, RULE, user } from './gate-case.ts';

/** Taking, answering and hiding what another plugin owns. */
export const HOSTILE_OWNERSHIP: readonly GateCase[] = [
  ...[
    ['a type without its key', 'type Post { id: ID! title: String! }'],
    ['a field of an entity', post('title: String!')],
    ['a field that a third plugin added', post('views: Int!')],
    ['a query', `type Query { posts: [String!]! ${RULE} }`],
    ['a query, by extension', `extend type Query { me: String ${RULE} }`],
    ['a mutation', 'type Mutation { createPost(a: Int): Int @authenticated }'],
    [
      'a sign-in',
      'type Mutation { login(tenant: String, email: String, password: String): Int @authenticated }',
    ],
    [
      'a subscription',
      `type Subscription { postCreated: Thing ${RULE} @event(names: ["thing:made"], payload: true) } type Thing { a: Int }`,
    ],
    ['a value type, which has no key', 'extend type CreateUserPayload { token: String }'],
    ['a new enum value', 'enum PostStatus { DRAFT SCHEDULED PUBLISHED ARCHIVED STOLEN }'],
    ['a new enum value, by extension', 'extend enum PostStatus { STOLEN }'],
    ['an enum value hidden', 'enum UserStatus { INVITED ACTIVE SUSPENDED @inaccessible }'],
    ['a member of a union', 'union LoginResult = Thing type Thing { a: Int }'],
    ['an input without its fields', 'input LoginInput { tenant: String! }'],
    ['a further input field', 'extend input CreatePostInput { spy: String }'],
    ['a scalar', 'scalar RichText'],
    [
      'an interface stated again',
      'interface Item { id: ID! } type Thing implements Item { id: ID! }',
    ],
    ['an implementer', 'type Thing implements Item { id: ID! }'],
    [
      'an interface for another’s type',
      `interface Spy { id: ID! } type Post implements Spy @key(fields: "id") ${POST_RULE} { id: ID! }`,
    ],
  ].map(([what = '', sdl = '']) => ({ what: `takes ${what}`, sdl, code: 'OWNERSHIP_CONFLICT' })),
  ...[['Post'], ['PageInfo'], ['Query']].map((owns) => ({
    what: `claims ${owns} in the manifest`,
    sdl: post(`more: Int ${RULE}`),
    manifest: { owns },
    code: 'OWNERSHIP_CONFLICT',
  })),
  {
    what: 'shares a field to answer it',
    sdl: post('title: String! @shareable'),
    code: 'SHARING_NOT_GRANTED',
  },
  {
    what: 'shares a whole type',
    sdl: post('', `${POST_RULE} @shareable`),
    code: 'SHARING_NOT_GRANTED',
  },
  {
    what: 'shares what the owner shares',
    sdl: `type Product @key(fields: "id") @requiresScopes(scopes: [["catalogue:product:read"]]) { id: ID! note: String! @shareable }`,
    code: 'SHARING_NOT_GRANTED',
  },
  {
    what: 'overrides a field',
    sdl: post('title: String! @override(from: "plugin-cms")'),
    code: 'OVERRIDE_NOT_GRANTED',
  },
  {
    what: 'overrides a part of the requests',
    sdl: post('body: RichText! @override(from: "plugin-cms", label: "percent(1)")'),
    code: 'OVERRIDE_NOT_GRANTED',
  },
  {
    what: 'overrides a root field',
    sdl: `type Query { posts: Int ${RULE} @override(from: "plugin-cms") }`,
    code: 'OWNERSHIP_CONFLICT',
  },
  { what: 'hides a type', sdl: post('', `${POST_RULE} @inaccessible`), code: 'HIDING_NOT_GRANTED' },
  {
    what: 'hides a key',
    sdl: `type Post @key(fields: "id") ${POST_RULE} { id: ID! @inaccessible }`,
    code: 'HIDING_NOT_GRANTED',
  },
  {
    what: 'hides an external field',
    sdl: post('title: String! @external @inaccessible'),
    code: 'HIDING_NOT_GRANTED',
  },
  {
    what: 'makes an interface object',
    sdl: `type Post @key(fields: "id") ${POST_RULE} @interfaceObject { id: ID! }`,
    code: 'INTERFACE_OBJECT_NOT_GRANTED',
  },
  { what: 'locks everybody out by a type rule', sdl: user('', RULE), code: 'RULE_NOT_GRANTED' },
  {
    what: 'locks everybody out by a key’s rule',
    sdl: `type User @key(fields: "id") { id: ID! @policy(policies: [["never"]]) }`,
    code: 'RULE_NOT_GRANTED',
  },
  {
    what: 'tags another’s type',
    sdl: post('', `${POST_RULE} @tag(name: "internal")`),
    code: 'DIRECTIVE_NOT_GRANTED',
  },
  {
    what: 'makes a key dear',
    sdl: `type Post @key(fields: "id") ${POST_RULE} { id: ID! @cost(weight: 9999) }`,
    code: 'DIRECTIVE_NOT_GRANTED',
  },
  {
    what: 'lies about another’s list',
    sdl:
      user('roles: [Role!]! @external @listSize(assumedSize: 1)') +
      ' type Role @key(fields: "id") { id: ID! }',
    code: 'DIRECTIVE_NOT_GRANTED',
  },
  {
    what: 'deprecates a key',
    sdl: `type Post @key(fields: "id") ${POST_RULE} { id: ID! @deprecated }`,
    code: 'DIRECTIVE_NOT_GRANTED',
  },
  {
    what: 'loosens a key to null',
    sdl: `type Post @key(fields: "id") ${POST_RULE} { id: ID }`,
    code: 'FIELD_CHANGED',
  },
  {
    what: 'gives a key an argument',
    sdl: `type Post @key(fields: "id") ${POST_RULE} { id(as: String): ID! }`,
    code: 'FIELD_CHANGED',
  },
  {
    what: 'puts a rule on all queries',
    sdl: `type Query @authenticated { a: Int ${RULE} }`,
    code: 'ROOT_TYPE_CHANGED',
  },
  {
    what: 'hides all queries',
    sdl: `extend type Query @inaccessible { a: Int ${RULE} }`,
    code: 'ROOT_TYPE_CHANGED',
  },
  {
    what: 'has the root implement',
    sdl: `interface Thing { a: Int } type Query implements Thing { a: Int ${RULE} }`,
    code: 'ROOT_TYPE_CHANGED',
  },
  {
    what: 'makes an interface of the root',
    sdl: `interface Query { a: Int ${RULE} }`,
    code: 'ROOT_TYPE_CHANGED',
  },
  {
    what: 'adds to PageInfo',
    sdl: 'type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String spy: Int }',
    code: 'SHARED_TYPE_CHANGED',
  },
  {
    what: 'leaves out of PageInfo',
    sdl: 'type PageInfo @shareable { hasNextPage: Boolean! }',
    code: 'SHARED_TYPE_CHANGED',
  },
  {
    what: 'closes PageInfo',
    sdl: `type PageInfo @shareable ${RULE} { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }`,
    code: 'SHARED_TYPE_CHANGED',
  },
  { what: 'hides DateTime', sdl: 'scalar DateTime @inaccessible', code: 'SHARED_TYPE_CHANGED' },
  {
    what: 'makes DateTime something else',
    sdl: 'enum DateTime { NEVER }',
    code: 'SHARED_TYPE_CHANGED',
  },
  {
    what: 'says what DateTime means',
    sdl: 'scalar DateTime @specifiedBy(url: "https://evil.example")',
    code: 'SHARED_TYPE_CHANGED',
  },
  {
    what: 'has a type that looks like another’s',
    sdl: 'type P0st { a: Int } type PageIntro { a: Int } type T { a: P0stStatus } enum P0stStatus { A }',
    manifest: { owns: [] },
    code: 'NAME_LOOKALIKE',
  },
  {
    what: 'has a root field that looks like another’s',
    sdl: `type Query { postByS1ug: Int ${RULE} }`,
    code: 'NAME_LOOKALIKE',
  },
  {
    what: 'asks for the platform’s login to the database',
    sdl: `type Query { mine: Int ${RULE} }`,
    manifest: { environment: ['DATABASE_URL'] },
    code: 'VARIABLE_RESERVED',
  },
  {
    what: 'asks for the key that vouches for viewers',
    sdl: `type Query { mine: Int ${RULE} }`,
    manifest: { environment: ['GESTAS_ROUTER_KEY'] },
    code: 'VARIABLE_RESERVED',
  },
  {
    what: 'asks for another’s signing keys',
    sdl: `type Query { mine: Int ${RULE} }`,
    manifest: { environment: ['AUTH_SIGNING_KEYS'] },
    code: 'VARIABLE_RESERVED',
  },
  {
    what: 'asks for a variable that begins as another’s do',
    sdl: `type Query { mine: Int ${RULE} }`,
    manifest: { environment: ['NOTIFICATIONS_SMTP_URL'] },
    code: 'VARIABLE_TAKEN',
  },
  {
    what: 'asks for the provider’s key that another names',
    sdl: `type Query { mine: Int ${RULE} }`,
    manifest: { environment: ['GEMINI_API_KEY'] },
    code: 'VARIABLE_TAKEN',
  },
  {
    what: 'has a schema whose variables are another’s',
    sdl: `type Query { mine: Int ${RULE} }`,
    manifest: { database: { schema: 'gemini', reads: [], publishes: {} } },
    code: 'VARIABLE_TAKEN',
  },
];
