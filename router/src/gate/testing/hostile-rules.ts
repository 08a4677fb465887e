import type { Manifest } from '@gestas/sdk';
import { type GateCase, post, RULE, STRANGER } from './gate-case.ts';

const description = { es: 'Cosas', en: 'Things' };
const thing = (more: string, on = RULE) =>
  `type Thing @key(fields: "id") ${on} { id: ID! ${more} }`;
const query = (directives: string) => `type Query { a: Int ${directives} }`;
const event = (declaration: string, more = '') =>
  `type Subscription { a: Thing ${RULE} @event(${declaration}) } ${thing(more)}`;
const withManifest = (what: string, manifest: Partial<Manifest>, code: string): GateCase => ({
  what,
  sdl: query(RULE),
  manifest: { ...STRANGER, ...manifest },
  code,
});

/** Answering without a rule, or with one that lets everybody through; listening to others; manifests that ask too much. */
export const HOSTILE_RULES: readonly GateCase[] = [
  { what: 'a query without a rule', sdl: query(''), code: 'AUTHORIZATION_MISSING' },
  {
    what: 'a mutation without a rule',
    sdl: 'extend type Mutation { a: Int }',
    code: 'AUTHORIZATION_MISSING',
  },
  {
    what: 'a subscription without a rule',
    sdl: 'type Subscription { a: Int @event(names: ["thing:made"], payload: true) }',
    code: 'AUTHORIZATION_MISSING',
  },
  { what: 'an entity without a rule', sdl: thing('a: Int', ''), code: 'AUTHORIZATION_MISSING' },
  {
    what: 'an entity with a rule on one field of two',
    sdl: thing(`a: Int ${RULE}`, ''),
    code: 'AUTHORIZATION_MISSING',
  },
  {
    what: 'a field added to another’s entity, which trusts in the owner’s rule',
    sdl: post('a: Int', ''),
    code: 'AUTHORIZATION_MISSING',
  },
  {
    what: 'a tag that only looks like public',
    sdl: query('@tag(name: "Public")'),
    code: 'AUTHORIZATION_MISSING',
  },
  { what: 'a public query', sdl: query('@tag(name: "public")'), code: 'PUBLIC_NOT_ALLOWED' },
  { what: 'a public type', sdl: thing('', '@tag(name: "public")'), code: 'PUBLIC_NOT_ALLOWED' },
  {
    what: 'a public field beside a rule',
    sdl: query(`${RULE} @tag(name: "public")`),
    code: 'PUBLIC_NOT_ALLOWED',
  },
  { what: 'no set of scopes', sdl: query('@requiresScopes(scopes: [])'), code: 'RULE_EMPTY' },
  {
    what: 'an empty set of scopes',
    sdl: query('@requiresScopes(scopes: [[]])'),
    code: 'RULE_EMPTY',
  },
  {
    what: 'an empty set beside a real one',
    sdl: query('@requiresScopes(scopes: [["stranger:thing:read"], []])'),
    code: 'RULE_EMPTY',
  },
  { what: 'an empty scope', sdl: query('@requiresScopes(scopes: [[""]])'), code: 'RULE_EMPTY' },
  { what: 'an empty set of policies', sdl: query('@policy(policies: [[]])'), code: 'RULE_EMPTY' },
  {
    what: 'a misspelt permission',
    sdl: query('@requiresScopes(scopes: [["cms:post:raed"]])'),
    code: 'PERMISSION_UNKNOWN',
  },
  {
    what: 'a wildcard for a permission',
    sdl: query('@requiresScopes(scopes: [["cms:*"]])'),
    code: 'PERMISSION_UNKNOWN',
  },
  { what: 'a cost below nothing', sdl: query(`${RULE} @cost(weight: -1)`), code: 'COST_INVALID' },
  {
    what: 'a cost beyond every budget',
    sdl: query(`${RULE} @cost(weight: 2000000000)`),
    code: 'COST_INVALID',
  },
  {
    what: 'a list of nothing, below which all is free',
    sdl: `type Query { a: [Int] ${RULE} @listSize(assumedSize: 0) }`,
    code: 'COST_INVALID',
  },
  {
    what: 'another’s event with its data',
    sdl: event('names: ["post:created"], payload: true'),
    code: 'EVENT_PAYLOAD_FOREIGN',
  },
  {
    what: 'another’s event among own ones, with its data',
    sdl: event('names: ["thing:made", "post:created"], key: "id", payload: true'),
    code: 'EVENT_PAYLOAD_FOREIGN',
  },
  {
    what: 'another’s event without a key',
    sdl: event('names: ["post:created"]'),
    code: 'EVENT_PAYLOAD_FOREIGN',
  },
  {
    what: 'another’s event that the manifest does not name',
    sdl: event('names: ["user:created"], key: "id: userId"'),
    code: 'EVENT_UNKNOWN',
  },
  {
    what: 'a subscription on the platform’s event',
    sdl: event('names: ["plugin:changed"], key: "id: plugin"'),
    code: 'EVENT_RESERVED',
  },
  {
    what: 'a subscription on the platform’s event, named in consumes',
    sdl: event('names: ["plugin:registered"], key: "id: plugin"'),
    manifest: { consumes: ['plugin:registered'] },
    code: 'EVENT_RESERVED',
  },
  {
    what: 'a subscription on the platform’s event among own ones',
    sdl: event('names: ["thing:made", "plugin:stopped"], key: "id: thingId"'),
    code: 'EVENT_RESERVED',
  },
  { what: 'every event', sdl: event('names: ["*"], key: "id"'), code: 'EVENT_UNKNOWN' },
  { what: 'no event', sdl: event('names: []'), code: 'EVENT_UNKNOWN' },
  {
    what: 'an event for a query',
    sdl: query(`${RULE} @event(names: ["thing:made"])`),
    code: 'EVENT_MISPLACED',
  },
  {
    what: 'an event’s key that names nothing',
    sdl: event('names: ["thing:made"], key: "!"'),
    code: 'GRAPH_UNSERVABLE',
  },
  withManifest('the browser’s cookies', { sessionCookies: true }, 'SIGN_IN_RESERVED'),
  withManifest('signing people in', { establishesViewer: ['a'] }, 'SIGN_IN_RESERVED'),
  withManifest('another’s event as its own', { emits: ['post:created'] }, 'EVENT_TAKEN'),
  withManifest('the platform’s event', { emits: ['plugin:registered'] }, 'EVENT_TAKEN'),
  withManifest(
    'a permission that others’ wildcards cover',
    { permissions: [{ name: 'cms:post:purge', description }] },
    'PERMISSION_TAKEN',
  ),
  withManifest(
    'another’s PostgreSQL schema',
    { database: { schema: 'cms', reads: [], publishes: {} } },
    'SCHEMA_TAKEN',
  ),
  withManifest(
    'a grant of another’s field',
    { grants: { 'plugin-stranger': ['Post.title'] } },
    'GRANT_UNKNOWN',
  ),
  withManifest(
    'a grant of what it does not define',
    { grants: { 'plugin-friend': ['Thing.x'] } },
    'GRANT_UNKNOWN',
  ),
];
