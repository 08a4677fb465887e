import { describe, expect, it } from '@jest/globals';
import { catalogue } from './testing/catalogue.ts';
import { type GateCase, STRANGER } from './testing/gate-case.ts';
import { gateWorld, realPlugin, realPlugins, stranger } from './testing/gate-world.ts';
import { HOSTILE_OWNERSHIP } from './testing/hostile-ownership.ts';
import { HOSTILE_REFERENCES } from './testing/hostile-references.ts';
import { HOSTILE_RULES } from './testing/hostile-rules.ts';
import { HOSTILE_SHAPES } from './testing/hostile-shapes.ts';
import { LEGITIMATE } from './testing/legitimate.ts';

const HOSTILE = [...HOSTILE_OWNERSHIP, ...HOSTILE_REFERENCES, ...HOSTILE_RULES, ...HOSTILE_SHAPES];
const world = gateWorld([...realPlugins(), catalogue]);
const of = ({ sdl, manifest }: GateCase) => stranger(sdl, { ...STRANGER, ...manifest });

describe('a hostile registration is refused for the right reason', () => {
  it('there are sixty or more, each of another kind', () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(60);
    expect(new Set(HOSTILE.map(({ what }) => what)).size).toBe(HOSTILE.length);
  });

  it.each(HOSTILE)('$what', async (one) => {
    const refusal = await world.refusalOf(of(one));
    expect([refusal?.code, refusal?.message]).toEqual([one.code, expect.any(String)]);
  });

  it('SDL of Federation 1, which has no header', async () => {
    const sdl = 'type Query { a: Int } extend type Post @key(fields: "id") { id: ID! @external }';
    const refusal = await world.refusalOf({ ...stranger(''), sdl, hash: 'x' });
    expect(refusal?.code).toBe('SDL_HEADER_MISSING');
  });
});

describe('a legitimate registration is let in', () => {
  it.each(LEGITIMATE)('$what', async (one) => {
    expect(await world.refusalOf(of(one))).toBeNull();
  });

  it('the plugin to copy', async () => {
    expect(await world.refusalOf(realPlugin('_template'))).toBeNull();
  });
});

it('lets the six plugins of the platform in, all at once and one after another', async () => {
  const plugins = realPlugins();
  const names = plugins.map(({ manifest }) => manifest.name);
  const empty = gateWorld([]);
  const mounter = empty.make();
  await mounter.mount(plugins, names);
  expect([...mounter.plugins()].filter(([, one]) => one.lastRefusal)).toEqual([]);
  expect(mounter.plugins().size).toBe(6);
  const slow = empty.make();
  for (let count = 1; count <= plugins.length; count++) {
    await slow.mount(plugins.slice(0, count), names);
  }
  expect([...slow.plugins()].filter(([, one]) => one.accepted === null)).toEqual([]);
});

describe('what a plugin owns it may change', () => {
  const rule = (scopes: string) => `type Query { a: Int @requiresScopes(scopes: ${scopes}) }`;
  const at = (sdl: string, version: string) => stranger(sdl, { ...STRANGER, version });
  const before = at(rule('[["stranger:thing:read", "stranger:thing:write"]]'), '0.1.0');

  it.each([
    ['looser, at the same version', rule('[["stranger:thing:read"]]'), '0.1.0', 'RULE_LOST'],
    [
      'another way in',
      rule('[["cms:post:read"], ["stranger:thing:read", "stranger:thing:write"]]'),
      '0.1.0',
      'RULE_LOST',
    ],
    ['down to a session', 'type Query { a: Int @authenticated }', '0.1.0', 'RULE_LOST'],
    ['looser, at a lower version', rule('[["stranger:thing:read"]]'), '0.0.9', 'RULE_LOST'],
    ['looser, at a higher version', rule('[["stranger:thing:read"]]'), '0.10.0', undefined],
    [
      'tighter',
      rule('[["stranger:thing:read", "stranger:thing:write", "cms:post:read"]]'),
      '0.1.0',
      undefined,
    ],
    ['gone', 'type Query { b: Int @authenticated }', '0.1.0', undefined],
  ])('a rule: %s', async (_what, sdl, version, code) => {
    const own = gateWorld([...realPlugins(), before]);
    expect((await own.refusalOf(at(sdl, version)))?.code).toBe(code);
  });
});

describe('who was first', () => {
  const claim =
    'type Query { a: Int @authenticated } type Subject @key(fields: "id") @authenticated { id: ID! name: String }';
  const owner = stranger(claim, { name: 'plugin-z', owns: ['Subject'] });
  const thief = stranger('type Subject @key(fields: "name") @authenticated { name: String }', {
    name: 'plugin-a',
  });

  it('an owner who comes at once with a thief is the owner, whatever their order', async () => {
    const mounter = gateWorld([]).make();
    await mounter.mount([thief, owner], ['plugin-a', 'plugin-z']);
    expect(mounter.plugins().get('plugin-z')?.lastRefusal).toBeNull();
    expect(mounter.plugins().get('plugin-a')?.lastRefusal?.code).toBe('KEY_NOT_GRANTED');
  });

  it('of two who claim it, who was enrolled first has it, and keeps it when registering anew', async () => {
    const other = stranger(claim, { name: 'plugin-a', owns: ['Subject'] });
    const mounter = gateWorld([]).make();
    await mounter.mount([other, owner], ['plugin-z', 'plugin-a']);
    expect(mounter.plugins().get('plugin-a')?.lastRefusal?.code).toBe('OWNERSHIP_CONFLICT');
    const again = stranger(`${claim} extend type Query { b: Int @authenticated }`, owner.manifest);
    await mounter.mount([again, other], ['plugin-z', 'plugin-a']);
    expect(mounter.plugins().get('plugin-z')?.accepted?.hash).toBe(again.hash);
    await mounter.mount([other], ['plugin-a']);
    expect(mounter.plugins().get('plugin-a')?.accepted?.hash).toBe(other.hash);
  });

  it('a plugin that needs another’s permission is let in as soon as that one is there', async () => {
    const needs = stranger('type Query { n: Int @requiresScopes(scopes: [["cms:post:read"]]) }');
    const [name, cms] = [needs.manifest.name, realPlugin('cms')];
    const mounter = gateWorld([]).make();
    await mounter.mount([needs], [name, 'plugin-cms']);
    expect(mounter.plugins().get(name)?.lastRefusal?.code).toBe('PERMISSION_UNKNOWN');
    await mounter.mount([needs, cms], [name, 'plugin-cms']);
    expect(mounter.plugins().get(name)?.accepted?.hash).toBe(needs.hash);
  });
});

it('asks the candidate’s instance before the swap, and serves on what was there', async () => {
  const asked: string[] = [];
  const own = gateWorld(realPlugins(), {
    probe: async ({ manifest }) => {
      asked.push(manifest.name);
      return [{ code: 'SMOKE_FAILED', message: 'silence', coordinates: [] }];
    },
  });
  const candidate = stranger(`type Query { a: Int @authenticated }`);
  expect((await own.refusalOf(candidate))?.code).toBe('SMOKE_FAILED');
  expect(asked).toEqual(['plugin-stranger']);
  expect(own.served.filter((sdl) => sdl.includes('STRANGER'))).toEqual([]);
});
