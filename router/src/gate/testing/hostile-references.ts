import { type GateCase, POST_RULE, post, RULE, user } from './gate-case.ts';

const PRODUCT = '@requiresScopes(scopes: [["catalogue:product:read"]])';
const product = (more: string) => `type Product @key(fields: "id") ${PRODUCT} { id: ID! ${more} }`;
const uses = (...permissions: string[]) => ({ manifest: { uses: permissions } });

/** Having another plugin's data sent to oneself, or answering in its place. */
export const HOSTILE_REFERENCES: readonly GateCase[] = [
  {
    what: 'a key over a private field',
    sdl: `type User @key(fields: "email") @authenticated { email: String! n: Int ${RULE} }`,
    code: 'KEY_NOT_GRANTED',
  },
  {
    what: 'a key with a private field in it',
    sdl: `type User @key(fields: "id email") @authenticated { id: ID! email: String! }`,
    code: 'KEY_NOT_GRANTED',
  },
  {
    what: 'a second key over a private field',
    sdl: `type User @key(fields: "id") @key(fields: "email") @authenticated { id: ID! email: String! }`,
    code: 'KEY_NOT_GRANTED',
  },
  {
    what: 'a key that does not resolve, over a private field',
    sdl: `type User @key(fields: "email", resolvable: false) @authenticated { email: String! }`,
    code: 'KEY_NOT_GRANTED',
  },
  {
    what: 'a key for what has none',
    sdl: `type MetricPoint @key(fields: "name") @requiresScopes(scopes: [["analytics:metric:read"]]) { name: String! spy: Int }`,
    code: 'KEY_NOT_GRANTED',
  },
  {
    what: 'a key that is no set of fields',
    sdl: `type User @key(fields: "id } { email") @authenticated { id: ID! }`,
    code: 'KEY_NOT_GRANTED',
  },
  {
    what: 'an own key that looks into another’s entity',
    sdl: `type Thing @key(fields: "id owner { email }") ${RULE} { id: ID! owner: User! } ${user('email: String! @external')}`,
    code: 'REQUIRES_NOT_GRANTED',
  },
  {
    what: '@requires of a field with a session’s rule',
    sdl: user(`email: String! @external twin: String ${RULE} @requires(fields: "email")`),
    ...uses('system:user:read'),
    code: 'REQUIRES_NOT_GRANTED',
  },
  {
    what: '@requires without the permission in uses',
    sdl: post(`title: String! @external twin: String ${RULE} @requires(fields: "title")`),
    code: 'REQUIRES_NOT_GRANTED',
  },
  {
    what: '@requires of a field with two rules, one in uses',
    sdl: product(`cost: Int! @external twin: String ${RULE} @requires(fields: "cost")`),
    ...uses('catalogue:product:read'),
    code: 'REQUIRES_NOT_GRANTED',
  },
  {
    what: '@requires of a field with a policy',
    sdl: product(`rating: Int! @external twin: String ${RULE} @requires(fields: "rating")`),
    ...uses('catalogue:product:read'),
    code: 'REQUIRES_NOT_GRANTED',
  },
  {
    what: '@requires below another entity',
    sdl: `${post(`author: User! @external twin: String ${RULE} @requires(fields: "author { email }")`)} ${user('email: String! @external')}`,
    ...uses('cms:post:read'),
    code: 'REQUIRES_NOT_GRANTED',
  },
  {
    what: '@requires behind a fragment',
    sdl: `${post(`author: User! @external twin: String ${RULE} @requires(fields: "author { ... on User { email } }")`)} ${user('email: String! @external')}`,
    ...uses('cms:post:read'),
    code: 'REQUIRES_NOT_GRANTED',
  },
  {
    what: '@requires of what was granted to somebody else',
    sdl: product(`weight: Int! @external twin: String ${RULE} @requires(fields: "weight")`),
    code: 'REQUIRES_NOT_GRANTED',
  },
  {
    what: '@provides of another’s field',
    sdl: `type Query { a: User ${RULE} @provides(fields: "email") } ${user('email: String! @external')}`,
    ...uses('system:user:read'),
    code: 'PROVIDES_NOT_GRANTED',
  },
  {
    what: '@provides below a list and another entity',
    sdl: `type Query { a: [Post!]! ${RULE} @provides(fields: "author { email }") } ${post('author: User! @external')} ${user('email: String! @external')}`,
    code: 'PROVIDES_NOT_GRANTED',
  },
  {
    what: '@provides in the owner’s list, though uses would let it ask',
    sdl: `type Query { a: Post ${RULE} @provides(fields: "title") } type Post @key(fields: "id") ${POST_RULE} { id: ID! title: String! @external }`,
    ...uses('cms:post:read'),
    code: 'PROVIDES_NOT_GRANTED',
  },
  {
    what: 'an external field stated otherwise',
    sdl: post('title: String @external'),
    code: 'FIELD_CHANGED',
  },
];
