import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startManagedWorld } from './support/managed-world.ts';
import { createTestPlugin } from './support/plugins.ts';

let world: Awaited<ReturnType<typeof startManagedWorld>>;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'router-last-good-'));
  world = await startManagedWorld({ dataFolder: folder });
});
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true });
});

const present = () => {
  const { auth, system, cms } = world.plugins;
  return [auth.local, system.local, cms.local];
};

function products() {
  const { d: _private, ...routerKey } = world.internalKey;
  const sdl = 'type Query { products: [String!] @tag(name: "public") }';
  return createTestPlugin(routerKey, { name: 'plugin-products' }, sdl, {
    Query: { products: () => ['lamp'] },
  });
}

describe('a plugin over HTTP', () => {
  it('tells its schema, is mounted under load, and degrades only its own fields when it dies', async () => {
    const served = await products().listen();
    let isDone = false;
    const load = (async () => {
      const statuses = new Set<number>();
      while (!isDone) statuses.add((await world.ask('{ motto }')).status);
      return [...statuses];
    })();
    expect(await world.router.recompose([...present(), served.plugin])).toEqual([]);
    isDone = true;
    expect(await load).toEqual([200]);
    expect((await world.ask('{ products motto }')).data).toMatchObject({ products: ['lamp'] });

    await served.stop();
    const partial = await world.ask('{ products motto }');
    expect(partial.data).toEqual({ products: null, motto: 'everything is a plugin' });
    expect(partial.errors).toMatchObject([
      { path: ['products'], extensions: { code: 'PLUGIN_UNAVAILABLE', plugin: 'plugin-products' } },
    ]);
    expect(await world.router.recompose([...present(), served.plugin])).toEqual([]);
    expect((await world.ask('{ motto }')).status).toBe(200);

    expect(await world.router.recompose(present())).toEqual([]);
    expect((await world.ask('{ products }')).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
});

describe('a plugin that does not compose', () => {
  it('is refused with its faults, and the old graph serves on', async () => {
    const clash = { ...products().local, sdl: `${products().sdl} extend type Post { title: Int }` };
    const faults = await world.router.recompose([...present(), clash]);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults[0]).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    expect((await world.ask('{ motto }')).status).toBe(200);
  });
});

describe('the last good graph', () => {
  it('is served when no plugin can be composed at start', async () => {
    const dead = present().map(({ manifest }) => ({
      manifest,
      transport: { kind: 'http' as const, urls: ['http://localhost:1/graphql'] },
    }));
    const late = await startManagedWorld({ dataFolder: folder, plugins: dead });
    expect((await fetch(`${late.origin}/health/ready`)).status).toBe(200);
    expect(await late.ask('{ motto __typename }')).toMatchObject({
      data: { motto: null, __typename: 'Query' },
      codes: ['PLUGIN_UNAVAILABLE'],
    });
    await late.stop();
  });
});

describe('a router with no graph', () => {
  it('is live, not ready, answers 503, and serves once it was given plugins', async () => {
    const empty = await startManagedWorld({ plugins: [] });
    expect((await fetch(`${empty.origin}/health/live`)).status).toBe(200);
    expect((await fetch(`${empty.origin}/health/ready`)).status).toBe(503);
    expect(await empty.ask('{ motto }')).toMatchObject({
      status: 503,
      codes: ['PLUGIN_UNAVAILABLE'],
    });
    const { auth, system, cms } = empty.plugins;
    await empty.router.recompose([auth.local, system.local, cms.local]);
    expect((await fetch(`${empty.origin}/health/ready`)).status).toBe(200);
    const began = Date.now();
    await empty.stop();
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('does not start with a key that is none', async () => {
    const key = { kty: 'OKP', crv: 'Ed25519', x: 'x', d: 'c2hvcnQ' };
    await expect(startManagedWorld({ internalKey: key })).rejects.toThrow('at least 32 bytes');
  });
});
