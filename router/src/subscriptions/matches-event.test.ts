import type { EventEnvelope } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import type { EventDeclaration, SubscriptionSource } from '../pipeline.ts';
import { eventKey } from './event-key.ts';
import { matchesEvent } from './matches-event.ts';
import { haveSameRights, sharingKey } from './sharing-key.ts';
import { aViewer } from './testing/viewers.ts';

const viewer = aViewer();

function event(data: Record<string, unknown>, more: Partial<EventEnvelope> = {}): EventEnvelope {
  const { tenantId } = viewer;
  const rest = { id: 'e', position: 1, occurredAt: '', actorId: null, traceparent: null };
  return { ...rest, name: 'metric:recorded', tenantId, data, ...more };
}

function declaration(more: Partial<EventDeclaration> = {}): EventDeclaration {
  return {
    names: ['metric:recorded'],
    key: null,
    payload: false,
    match: [],
    viewer: null,
    ...more,
  };
}

function source(
  given: Record<string, unknown> = {},
  more: Partial<EventDeclaration> = {},
): SubscriptionSource {
  const names = { responseName: 'm', fieldName: 'm', plugin: 'p', typeName: 'M' };
  return { ...names, arguments: given, event: declaration(more) };
}

describe('an event is meant for a subscription', () => {
  it('by name and tenant', () => {
    expect(matchesEvent(source(), event({}), viewer)).toBe(true);
    expect(matchesEvent(source(), event({}, { name: 'metric:removed' }), viewer)).toBe(false);
    expect(matchesEvent(source(), event({}, { tenantId: 'x' }), viewer)).toBe(false);
    expect(matchesEvent({ ...source(), event: null }, event({}), viewer)).toBe(false);
  });

  it.each([
    [{ name: 'a' }, { name: 'a' }, true],
    [{ name: 'a' }, { name: 'b' }, false],
    [{ name: 'a' }, {}, false],
    [{}, { name: 'a' }, true],
    [{ name: null }, { name: 'a' }, true],
    [{ name: '7' }, { name: 7 }, true],
    [{ name: false }, { name: true }, false],
    [{ name: ['a', 'b'] }, { name: 'b' }, true],
    [{ name: ['a', null] }, { name: 'b' }, false],
    [{ name: [] }, { name: 'b' }, false],
    [{ name: { x: 1 } }, { name: { x: 1 } }, true],
    [{ name: { x: 1 } }, { name: { x: 2 } }, false],
  ])('by `match`: %j against %j', (given, data, expected) => {
    expect(matchesEvent(source(given, { match: ['name'] }), event(data), viewer)).toBe(expected);
  });

  it('never by what an object inherits', () => {
    const inherited = source({ constructor: String(Object) }, { match: ['constructor'] });
    expect(matchesEvent(inherited, event({}), viewer)).toBe(false);
    expect(eventKey(declaration({ key: { id: 'constructor' } }), event({}))).toBeNull();
  });

  it('by the viewer that data names', () => {
    const mine = source({}, { viewer: 'to' });
    expect(matchesEvent(mine, event({ to: viewer.userId }), viewer)).toBe(true);
    expect(matchesEvent(mine, event({ to: 'x' }), viewer)).toBe(false);
    expect(matchesEvent(mine, event({}), viewer)).toBe(false);
  });
});

describe('the key of an entity', () => {
  it('has every part, or there is none', () => {
    const key = declaration({ key: { id: 'postId', lang: 'lang' } });
    expect(eventKey(key, event({ postId: 1, lang: 'es', other: 2 }))).toEqual({
      id: 1,
      lang: 'es',
    });
    expect(eventKey(key, event({ postId: 1 }))).toBeNull();
    expect(eventKey(key, event({ postId: 1, lang: null }))).toBeNull();
    expect(eventKey(declaration(), event({ postId: 1 }))).toBeNull();
  });
});

describe('sharing', () => {
  const request = { query: '{ a }', operationName: null, variables: null, extensions: null };
  const key = (
    more: Partial<typeof viewer> = {},
    outcome = 'o',
    variables = {},
    query = '{ a }',
    followed = 't',
  ) => sharingKey({ ...viewer, ...more }, { outcome }, { ...request, query }, variables, followed);

  it('is for one viewer with the same rights, outcome, document and variables', () => {
    expect(key({ sessionId: 'other tab' })).toBe(key());
    const others = [
      key({ userId: 'x' }),
      key({ tenantId: 'x' }),
      key({ roleId: 'x' }),
      key({ permissions: ['*'] }),
      key({}, 'p'),
      key({}, 'o', { x: 1 }),
      key({}, 'o', {}, '{ b }'),
      key({}, 'o', {}, '{ a }', 'platform'),
    ];
    expect(new Set([key(), ...others]).size).toBe(9);
  });

  it('does not mind the order of permissions', () => {
    const [left, right] = [
      ['a', 'b'],
      ['b', 'a'],
    ].map((permissions) => ({ ...viewer, permissions }));
    expect(left && right && haveSameRights(left, right)).toBe(true);
    expect(haveSameRights(viewer, { ...viewer, roleId: 'x' })).toBe(false);
  });
});
