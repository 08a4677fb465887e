import { withPlatformHeader } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { composeWorld } from '../execution/testing/plugin-world.ts';
import { shop } from '../execution/testing/shop-world.ts';
import { overrideConditions } from '../planning/override-conditions.ts';
import { composeSubgraphs } from './compose-subgraphs.ts';
import { createComposer } from './create-composer.ts';
import { loadSupergraph } from './load-supergraph.ts';
import { orderJoinTypes } from './order-join-types.ts';

const subgraph = (name: string, sdl: string) => ({
  name,
  url: `http://${name}.test`,
  sdl: withPlatformHeader(sdl),
});
const a = subgraph('a', 'type Query { a: Int }');

describe('createComposer', () => {
  it('composes in a worker and remembers the result, whatever the order', async () => {
    const compose = createComposer();
    const b = subgraph('b', 'type Query { b: Int }');
    const first = await compose([a, b]);
    expect(first).toMatchObject({
      ok: true,
      supergraphSdl: expect.stringContaining('join__Graph'),
    });
    expect(await compose([b, a])).toBe(first);
    expect(await compose([a])).not.toEqual(first);
  });

  it('refuses with code, message and coordinates', async () => {
    const compose = createComposer();
    const result = await compose([a, subgraph('b', 'type Query { a: String }')]);
    expect(result).toMatchObject({
      ok: false,
      faults: [
        { code: 'FIELD_TYPE_MISMATCH', coordinates: ['Query.a'] },
        { code: 'INVALID_FIELD_SHARING', coordinates: ['Query.a'] },
      ],
    });
    expect(await compose([subgraph('x', 'type {')])).toMatchObject({
      ok: false,
      faults: [{ code: 'COMPOSITION_FAILED', message: expect.stringContaining('[x]') }],
    });
  });

  it('takes too long a time and too much memory for a refusal', async () => {
    const late = createComposer({ timeoutMs: 1 });
    expect(await late([a])).toMatchObject({ ok: false, faults: [{ code: 'COMPOSITION_TIMEOUT' }] });
    const small = createComposer({ heapMb: 8 });
    expect(await small([a])).toMatchObject({
      ok: false,
      faults: [{ code: 'COMPOSITION_CRASHED' }],
    });
  });
});

describe('loadSupergraph', () => {
  it('reads plugins, owners and events', () => {
    const sdl = composeWorld({
      ...shop,
      cms: {
        sdl: 'type Subscription { made: Int @event(names: ["post:created", "post:updated"], key: "id: postId, locale", match: ["x"], viewer: "to") } extend type Query { cms: Int }',
      },
    });
    const loaded = loadSupergraph(sdl);
    expect(loaded.plugins).toContainEqual({ name: 'reviews', url: 'http://reviews.test/graphql' });
    expect(loaded.ownersOf.get('Query.product')).toEqual(['products']);
    expect(loaded.events.get('made')).toEqual({
      names: ['post:created', 'post:updated'],
      key: { id: 'postId', locale: 'locale' },
      payload: false,
      match: ['x'],
      viewer: 'to',
    });
    expect(loaded.compositionId).toBe(loadSupergraph(sdl).compositionId);
    expect(loaded.apiSchema.getDirective('event')).toBeFalsy();
  });

  it('refuses, by name, features it does not know', () => {
    const sdl = composeWorld(shop);
    const withFeature = (url: string, purpose: string) =>
      sdl.replace('\n{\n  query: Query', `\n  @link(url: "${url}"${purpose})\n{\n  query: Query`);
    const unknown = 'https://example.com/mystery/v1.0';
    for (const purpose of [', for: SECURITY', ', for: EXECUTION']) {
      expect(() => loadSupergraph(withFeature(unknown, purpose))).toThrow('mystery');
    }
    expect(() =>
      loadSupergraph(withFeature('https://specs.apollo.dev/context/v0.1', ', for: SECURITY')),
    ).toThrow('context');
    expect(() => loadSupergraph(withFeature(unknown, ''))).not.toThrow();
    expect(() => loadSupergraph('type Query { a: Int }')).toThrow();
  });

  it('puts keys that cannot be resolved last', () => {
    const sdl = orderJoinTypes(
      'type A @join__type(graph: X, key: "a", resolvable: false) @join__type(graph: X, key: "b") @tag { a: Int }',
    );
    expect(sdl.indexOf('key: "b"')).toBeLessThan(sdl.indexOf('key: "a"'));
  });

  it('reads labels of progressive overrides, decided by the request id', () => {
    const link =
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@override", "@shareable"])';
    const composed = composeSubgraphs('x', [
      {
        name: 'old',
        url: '',
        sdl: `${link} type Query { t: T } type T @key(fields: "id") { id: ID! f: Int }`,
      },
      {
        name: 'new',
        url: '',
        sdl: `${link} type T @key(fields: "id") { id: ID! f: Int @override(from: "old", label: "percent(25)") }`,
      },
    ]);
    const { overrideLabels } = loadSupergraph(composed.ok ? composed.supergraphSdl : '');
    expect(overrideLabels).toEqual(['percent(25)']);
    const decided = Array.from({ length: 2_000 }, (_, n) =>
      overrideConditions(
        [...overrideLabels, 'percent(0)', 'percent(100)', 'other'],
        `request-${n}`,
      ),
    );
    const share = decided.filter((labels) => labels.get('percent(25)')).length / 2_000;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.3);
    expect(
      decided.every(
        (labels) => labels.get('percent(100)') && !labels.get('percent(0)') && !labels.get('other'),
      ),
    ).toBe(true);
    expect(overrideConditions(overrideLabels, 'one')).toEqual(
      overrideConditions(overrideLabels, 'one'),
    );
  });
});
