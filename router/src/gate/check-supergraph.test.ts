import { withPlatformHeader } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { sampleManifest } from '../../../packages/sdk/src/registry/testing/sample-manifest.ts';
import { checkSupergraph } from './check-supergraph.ts';
import { openOwnershipBook } from './ownership-book.ts';
import { readRegistration } from './registration.ts';

const plugin = (name: string, sdl: string) =>
  readRegistration({ manifest: sampleManifest({ name }), sdl: withPlatformHeader(sdl) });
const OWN = `type Query {
  a(first: Int @cost(weight: 2)): [Int] @requiresScopes(scopes: [["x"], ["y", "z"]]) @listSize(assumedSize: 7)
}
type Subscription { s: Int @authenticated @event(names: ["e:f"], payload: true) }
enum Colour @policy(policies: [["p"]]) { RED }`;
const owner = plugin('plugin-a', OWN);
const other = plugin('plugin-b', 'type Query { b: Int @authenticated }');

function faults(
  supergraphSdl: string,
  before: string | null,
  changed: string[],
  upgraded = changed,
) {
  const plugins = [owner, other];
  return checkSupergraph({
    supergraphSdl,
    before,
    plugins: [owner],
    changed: new Set(changed),
    upgraded: new Set(upgraded),
    book: openOwnershipBook(plugins),
  }).map(({ code, coordinates }) => `${code} ${coordinates.join()}`);
}

describe('what composition leaves', () => {
  it('is all there', () => {
    expect(faults(OWN, OWN, [])).toEqual([]);
  });

  it.each([
    ['@cost(weight: 2)', '', 'DIRECTIVE_LOST Query.a(first:)'],
    ['@listSize(assumedSize: 7)', '', 'DIRECTIVE_LOST Query.a'],
    ['@authenticated', '', 'DIRECTIVE_LOST Subscription.s'],
    ['@policy(policies: [["p"]])', '', 'DIRECTIVE_LOST Colour'],
    ['payload: true', 'payload: false', 'DIRECTIVE_LOST Subscription.s'],
    ['["x"], ', '["x"], ["w"], ', 'DIRECTIVE_LOST Query.a'],
    ['["y", "z"]', '["y"]', 'DIRECTIVE_LOST Query.a'],
    ['@requiresScopes(scopes: [["x"], ["y", "z"]])', '@authenticated', 'DIRECTIVE_LOST Query.a'],
  ])('lacks %s', (text, instead, fault) => {
    expect(OWN).toContain(text);
    expect(faults(OWN.replace(text, instead), null, [])).toEqual([fault]);
  });

  it('is closed by somebody else than the owner', () => {
    const closed = OWN.replace('["x"]', '["x", "never"]');
    expect(faults(closed, OWN, ['plugin-b'])).toEqual(['RULE_NOT_GRANTED Query.a']);
    expect(faults(closed, OWN, ['plugin-a'])).toEqual([]);
  });

  it('is looser than it was, which its owner may with a higher version', () => {
    const strict = OWN.replace('a(first', 'b: Int @authenticated a(first').replace(
      '["x"]',
      '["x", "never"]',
    );
    expect(faults(OWN, strict, ['plugin-a'], [])).toEqual(['RULE_LOST Query.a']);
    expect(faults(OWN, strict, ['plugin-a', 'plugin-b'], ['plugin-b'])).toEqual([
      'RULE_LOST Query.a',
    ]);
    expect(faults(OWN, strict, ['plugin-a'])).toEqual([]);
  });
});
