import { type GateCase, RULE } from './gate-case.ts';

const link = (url: string, more = '') => `extend schema @link(url: "${url}"${more})`;
const named = (what: string, sdl: string): GateCase => ({ what, sdl, code: 'RESERVED_NAME' });
const many = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index)).join(' ');
const FEDERATION = 'https://specs.apollo.dev/federation';

/** Talking the reader round: renamed rules, reserved names, other versions, and what wears out composer or client. */
export const HOSTILE_SHAPES: readonly GateCase[] = [
  named(
    'a rule renamed by a link',
    link(`${FEDERATION}/v2.9`, ', import: [{ name: "@authenticated", as: "@auth" }]'),
  ),
  named('another version of federation', link(`${FEDERATION}/v2.0`, ', import: ["@key"]')),
  named('a link under a name of its own', link(`${FEDERATION}/v2.9`, ', as: "fed"')),
  named(
    'a newer version of the platform’s directives',
    link('https://specs.gestas.ai/platform/v9.0'),
  ),
  named('another specification', link('https://specs.apollo.dev/connect/v0.1')),
  named('a composed directive', 'extend schema @composeDirective(name: "@mine")'),
  named(
    'a directive defined again',
    'directive @requiresScopes(scopes: [[String!]!]!) repeatable on OBJECT',
  ),
  named(
    'the platform’s directive defined again',
    'directive @event(names: [String!]) on FIELD_DEFINITION',
  ),
  named(
    'a directive that federation would provide',
    'directive @federation__override(from: String!) on FIELD_DEFINITION',
  ),
  named(
    'a directive that was not imported',
    `type Query { a: Int ${RULE} @federation__cacheTag(format: "x") }`,
  ),
  named('a context for other fields', 'type Thing @federation__context(name: "x") { a: Int }'),
  named('a built-in directive', 'directive @deprecated(reason: String) on FIELD_DEFINITION'),
  named('a built-in scalar', 'scalar String @inaccessible'),
  named(
    'its own entities',
    `extend type Query { _entities(representations: [String!]!): [Int]! ${RULE} }`,
  ),
  named('its own service field', `type Query { _service: Int ${RULE} }`),
  named('federation’s scalar', 'scalar _Any'),
  named('the join specification’s type', 'enum join__Graph { A }'),
  named('a prototype’s name', 'type __proto__ { a: Int }'),
  named('a prototype’s field', 'type Thing { __proto__: Int }'),
  named('a prototype’s enum value', 'enum Thing { __proto__ }'),
  named('a prototype’s argument', `type Query { a(__proto__: Int): Int ${RULE} }`),
  named('an object’s method for a type', 'type constructor { a: Int }'),
  {
    what: 'another query type',
    sdl: 'schema { query: Thing } type Thing { a: Int }',
    code: 'SCHEMA_DEFINITION',
  },
  {
    what: 'another mutation type, by extension',
    sdl: 'extend schema { mutation: Thing } type Thing { a: Int }',
    code: 'SCHEMA_DEFINITION',
  },
  { what: 'an operation', sdl: 'query { me { email } }', code: 'SDL_INVALID' },
  { what: 'a fragment', sdl: 'fragment F on User { email }', code: 'SDL_INVALID' },
  { what: 'a letter of another alphabet', sdl: 'type U\u0455er { a: Int }', code: 'SDL_INVALID' },
  {
    what: 'text that runs the other way',
    sdl: `"for \u202eeveryone\u202c" type Thing { a: Int }`,
    code: 'SDL_HIDDEN_CHARACTERS',
  },
  {
    what: 'text that cannot be seen',
    sdl: `type Thing { a: Int } # \u2066`,
    code: 'SDL_HIDDEN_CHARACTERS',
  },
  {
    what: 'a type defined twice',
    sdl: 'type Thing { a: Int } type Thing { b: Int }',
    code: 'SDL_INVALID',
  },
  {
    what: 'a field defined twice',
    sdl: `type Query { a: Int ${RULE} a: String }`,
    code: 'SDL_INVALID',
  },
  {
    what: 'a description that fills the cache',
    sdl: `"${'x'.repeat(6_000)}" type Thing { a: Int }`,
    code: 'TEXT_TOO_LONG',
  },
  {
    what: 'a description of a quarter of a megabyte',
    sdl: `"${'x'.repeat(257 * 1024)}" type Thing { a: Int }`,
    code: 'SDL_TOO_LARGE',
  },
  {
    what: 'a name of a thousand letters',
    sdl: `type ${'A'.repeat(1_000)} { a: Int }`,
    code: 'NAME_TOO_LONG',
  },
  {
    what: 'too many types',
    sdl: many(501, (n) => `type T${n} { a: Int }`),
    code: 'TOO_MANY_TYPES',
  },
  {
    what: 'too many fields',
    sdl: `type Thing { ${many(11_000, (n) => `a${n}: Int`)} }`,
    code: 'TOO_MANY_FIELDS',
  },
  {
    what: 'too many tokens',
    sdl: `type Thing { ${many(34_000, () => 'a:I')} }`,
    code: 'SDL_INVALID',
  },
  {
    what: 'a default value that fills the schema',
    sdl: `input Thing { a: [Int] = [${'1 '.repeat(21_000)}] }`,
    code: 'TOO_MANY_FIELDS',
  },
  {
    what: 'lists in lists',
    sdl: `type Thing { a: ${'['.repeat(60)}Int${']'.repeat(60)} }`,
    code: 'TOO_DEEP',
  },
  {
    what: 'lists in lists beyond the stack',
    sdl: `type Thing { a: ${'['.repeat(40_000)}Int${']'.repeat(40_000)} }`,
    code: 'SDL_INVALID',
  },
  {
    what: 'objects in a default value',
    sdl: `input Thing { a: Thing = ${'{ a: '.repeat(60)}null${' }'.repeat(60)} }`,
    code: 'TOO_DEEP',
  },
  {
    what: 'an input that can never be given',
    sdl: 'input Thing { a: Thing! }',
    code: 'INPUT_ENDLESS',
  },
  {
    what: 'inputs that can never be given, in a ring',
    sdl: 'input Thing { a: Other! } input Other { b: Thing! }',
    code: 'INPUT_ENDLESS',
  },
  {
    what: 'a rule on an interface, which is nowhere enforced',
    sdl: `interface Thing @authenticated { a: Int }`,
    code: 'AUTH_REQUIREMENTS_APPLIED_ON_INTERFACE',
  },
  {
    what: 'a list’s size by an argument that is not there',
    sdl: `type Query { a: [Int] ${RULE} @listSize(slicingArguments: ["first"]) }`,
    code: 'LIST_SIZE_INVALID_SLICING_ARGUMENT',
  },
  {
    what: 'a type that is not there',
    sdl: `type Query { a: Nothing ${RULE} }`,
    code: 'INVALID_GRAPHQL',
  },
];
