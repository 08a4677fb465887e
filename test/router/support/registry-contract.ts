import { LEASE_MS, leaseKey } from '@gestas/sdk';
import { afterEach, expect, it } from '@jest/globals';
import { waitUntil } from '../../../packages/sdk/src/events/testing/wait-until.ts';
import { PATIENCE_MS, type RegistryStores, startRegistryWorld } from './registry-world.ts';

type World = Awaited<ReturnType<typeof startRegistryWorld>>;
type Stores = RegistryStores & { flush(): Promise<void> };
type Start = (heartbeatMs?: number) => Promise<Stores & { readonly world: World }>;

/** What holds of the registry over either key-value store; `open` gives stores that nobody else uses. */
export function registryContract(open: () => Promise<Stores>) {
  const worlds: World[] = [];
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.stop();
  }, 60_000);
  const start = async (heartbeatMs?: number) => {
    const stores = await open();
    const world = await startRegistryWorld(stores, heartbeatMs);
    worlds.push(world);
    return { world, ...stores };
  };
  comingAndGoing(start);
  dying(start);
  gate(start);
  beginning(start);
}

function comingAndGoing(start: Start) {
  it('mounts what registers, at the bell, and takes out at once what stops', async () => {
    const { world } = await start();
    const one = await world.join('plugin-one', 'one');
    await world.join('plugin-two', 'two');
    await world.untilAnswered('{ one two }', { one: 'plugin-one', two: 'plugin-two' });
    await world.until('plugin-one', 'READY');
    expect((await world.reader.list()).map(({ name }) => name)).toEqual([
      'plugin-one',
      'plugin-two',
    ]);
    expect(await world.reader.find('plugin-one')).toMatchObject({
      version: '0.1.0',
      instances: [{ id: one.instanceId, url: one.url }],
      lastRefusal: null,
    });
    await one.silence();
    await world.until('plugin-one', 'UNAVAILABLE');
    const partial = await world.ask('{ one two }');
    expect(partial.data).toEqual({ one: null, two: 'plugin-two' });
    expect(partial.errors).toMatchObject([
      { path: ['one'], extensions: { code: 'PLUGIN_UNAVAILABLE', plugin: 'plugin-one' } },
    ]);
    await world.join('plugin-one', 'one');
    await world.untilAnswered('{ one two }', { one: 'plugin-one', two: 'plugin-two' });
  }, 120_000);

  it('balances over instances, and goes on with the others when one is out', async () => {
    const { world } = await start();
    const instances = [
      await world.join('plugin-one', 'one', { answer: 'a' }),
      await world.join('plugin-one', 'one', { answer: 'b' }),
    ];
    await waitUntil(
      async () => (await world.reader.find('plugin-one'))?.instances.length === 2,
      PATIENCE_MS,
    );
    await Promise.all(Array.from({ length: 40 }, (_, index) => world.ask(`{ x${index}: one }`)));
    for (const { calls } of instances) expect(calls.length).toBeGreaterThan(8);
    await instances[0]?.die();
    const answers = await Promise.all(Array.from({ length: 10 }, () => world.ask('{ one }')));
    expect(new Set(answers.map(({ data }) => data?.one))).toEqual(new Set(['b']));
    await world.until('plugin-one', 'DEGRADED');
  }, 120_000);
}

function dying(start: Start) {
  it('takes out after three missed heartbeats', async () => {
    const { world } = await start();
    await world.join('plugin-one', 'one');
    await world.until('plugin-one', 'READY');
    world.clock.aheadMs = LEASE_MS - 10_000;
    await world.ring('plugin:registered');
    await world.untilAnswered('{ one }', { one: 'plugin-one' });
    world.clock.aheadMs = LEASE_MS + 10_000;
    await world.ring('plugin:registered');
    await world.until('plugin-one', 'UNAVAILABLE');
    expect((await world.ask('{ one }')).codes).toEqual(['PLUGIN_UNAVAILABLE']);
  }, 120_000);

  it('takes out what refuses a connection, and back in what answers again', async () => {
    const { world } = await start();
    const one = await world.join('plugin-one', 'one');
    await world.until('plugin-one', 'READY');
    await one.die();
    expect((await world.ask('{ one }')).codes).toEqual(['PLUGIN_UNAVAILABLE']);
    await world.until('plugin-one', 'UNAVAILABLE');
    await world.join('plugin-one', 'one', { port: Number(new URL(one.url).port) });
    await world.until('plugin-one', 'READY');
    expect((await world.ask('{ one }')).data).toEqual({ one: 'plugin-one' });
    expect((await world.reader.find('plugin-one'))?.instances).toHaveLength(1);
  }, 120_000);

  it('serves on through a flushed store, which is whole again after one heartbeat', async () => {
    const { world, keyValue, flush } = await start(500);
    const one = await world.join('plugin-one', 'one', { everyMs: 500 });
    await world.until('plugin-one', 'READY');
    await flush();
    expect((await world.ask('{ one }')).data).toEqual({ one: 'plugin-one' });
    await world.until('plugin-one', 'READY');
    await waitUntil(() => keyValue.get(leaseKey('plugin-one', one.instanceId)), PATIENCE_MS);
    expect((await world.ask('{ one }')).data).toEqual({ one: 'plugin-one' });
  }, 120_000);
}

function gate(start: Start) {
  it('takes no lease of a stranger’s key, under another’s name, or of one that has left', async () => {
    const { world, keyValue } = await start();
    const one = await world.join('plugin-one', 'one');
    await world.until('plugin-one', 'READY');
    await world.enrol('plugin-two');
    const foreign = world.keys.get('plugin-one')?.own ?? {};
    await world.join('plugin-two', 'two', { key: foreign });
    const stranger = await world.join('plugin-three', 'three', { key: foreign });
    const lease = (await keyValue.get(leaseKey('plugin-one', one.instanceId))) ?? '';
    await keyValue.set(leaseKey('plugin-two', one.instanceId), lease);
    await one.silence();
    await world.until('plugin-one', 'UNAVAILABLE');
    await keyValue.set(leaseKey('plugin-one', one.instanceId), lease);
    await world.join('plugin-four', 'four');
    await world.until('plugin-four', 'READY');
    expect((await world.reader.list()).map(({ name, status }) => `${name} ${status}`)).toEqual([
      'plugin-four READY',
      'plugin-one UNAVAILABLE',
    ]);
    expect((await world.ask('{ three }')).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    const reasons = world.lines
      .filter(({ msg }) => msg === 'lease refused')
      .map(({ reason }) => reason);
    expect(reasons).toEqual(
      expect.arrayContaining([
        expect.stringContaining('signature verification failed'),
        expect.stringContaining('plugin-three is not enrolled'),
        expect.stringContaining('the instance has left'),
      ]),
    );
    expect(stranger.calls).toEqual([]);
  }, 120_000);

  it('refuses a schema that does not fit, says why, and serves the old one on', async () => {
    const { world } = await start();
    const old = await world.join('plugin-one', 'one');
    await world.join('plugin-two', 'two');
    await world.until('plugin-one', 'READY');
    await world.until('plugin-two', 'READY');
    const sdl = 'type Query { two: Int! @tag(name: "public") }';
    const bad = await world.join('plugin-one', 'two', { sdl });
    await world.until('plugin-one', 'REFUSED');
    const refused = await world.reader.find('plugin-one');
    expect(refused?.lastRefusal).toMatchObject({
      code: expect.any(String),
      message: expect.stringContaining('two'),
      coordinates: expect.arrayContaining(['Query.two']),
    });
    expect(await world.ask('{ one two }')).toMatchObject({
      data: { one: 'plugin-one', two: 'plugin-two' },
    });
    await bad.stop();
    await world.until('plugin-one', 'READY');
    expect((await world.reader.find('plugin-one'))?.lastRefusal).toEqual(refused?.lastRefusal);
    await old.stop();
  }, 120_000);
}

function beginning(start: Start) {
  it('starts from the last good graph with no plugin alive', async () => {
    const { world } = await start();
    const one = await world.join('plugin-one', 'one');
    await world.until('plugin-one', 'READY');
    await one.stop();
    const late = await world.start(world.dataFolder);
    try {
      expect((await fetch(`${late.origin}/health/ready`)).status).toBe(200);
      expect((await late.ask('{ one __typename }')).data).toEqual({
        one: null,
        __typename: 'Query',
      });
    } finally {
      await late.router.stop();
    }
  }, 120_000);
}
