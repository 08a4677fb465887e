import { withPlatformHeader } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { sampleManifest } from '../../../packages/sdk/src/registry/testing/sample-manifest.ts';
import { checkRegistration } from './check-registration.ts';

const manifest = sampleManifest();
const faultsOf = (own: string) => checkRegistration({ manifest, sdl: withPlatformHeader(own) });
const codesOf = (own: string) => faultsOf(own).map(({ code }) => code);
const types = (count: number) =>
  Array.from({ length: count }, (_, index) => `type T${index} { a: Int }`).join('\n');

describe('the gate before composition', () => {
  it('lets an ordinary schema pass, directives of its own and extensions included', () => {
    expect(
      faultsOf(`directive @mine on OBJECT
        extend type Query { a: Int @tag(name: "public") }
        type Thing @key(fields: "id") @mine { id: ID! }`),
    ).toEqual([]);
    expect(faultsOf(types(500))).toEqual([]);
  });

  it('refuses what is too large', () => {
    expect(codesOf(`"${'x'.repeat(257 * 1024)}" type A { a: Int }`)).toEqual(['SDL_TOO_LARGE']);
    expect(codesOf(types(501))).toEqual(['TOO_MANY_TYPES']);
    expect(codesOf('{ '.repeat(60_000))).toEqual(['SDL_INVALID']);
  });

  it('refuses what is not well-formed, with the place', () => {
    const [fault] = faultsOf('type A {');
    expect(fault).toMatchObject({ code: 'SDL_INVALID', message: expect.stringContaining('<EOF>') });
  });

  it.each([
    'type Query { a: Int }',
    '',
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3")',
  ])('refuses SDL that is not below the canonical header: %s', (sdl) => {
    expect(checkRegistration({ manifest, sdl })).toMatchObject([{ code: 'SDL_HEADER_MISSING' }]);
  });

  it.each([
    ['type _Entity { a: Int }', '_Entity'],
    ['scalar _Any', '_Any'],
    ['enum link__Purpose { A }', 'link__Purpose'],
    ['scalar join__FieldSet', 'join__FieldSet'],
    ['scalar federation__Scope', 'federation__Scope'],
    ['directive @event(names: [String!]!) on FIELD_DEFINITION', '@event'],
    ['directive @authenticated on FIELD_DEFINITION', '@authenticated'],
    ['directive @link on SCHEMA', '@link'],
    ['directive @federation__key on OBJECT', '@federation__key'],
    ['extend schema @link(url: "https://specs.gestas.ai/platform/v2.0")', '@link'],
    ['extend schema @composeDirective(name: "@mine")', '@composeDirective'],
    ['schema @link(url: "https://specs.apollo.dev/federation/v2.9") { query: Q }', '@link'],
  ])('refuses a name that is the platform’s own: %s', (own, coordinate) => {
    expect(faultsOf(own)).toMatchObject([{ code: 'RESERVED_NAME', coordinates: [coordinate] }]);
  });
});
