import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createNewsGraph, declare } from './testing/create-news-graph.ts';
import { createHubSuite, post } from './testing/hub-suite.ts';
import { ids, open, operate, take } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const PLATFORM: string = randomUUID();
const CHANGED = 'subscription { pluginChanged { id readers } }';
const start = createHubSuite();
const changed = (plugin: string, tenantId = PLATFORM) => ({
  tenantId,
  name: 'plugin:changed',
  data: { plugin },
});
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

async function startWithPlatform(graph = createNewsGraph()) {
  const hub = start(graph, {}, { findPlatformTenant: async () => PLATFORM });
  await settled();
  return hub;
}

describe('a subscription on events of the platform', () => {
  it('reaches viewers of every tenant, each as themselves, and nothing of another tenant does', async () => {
    const { log, connect } = await startWithPlatform();
    const viewers = [aViewer(), aViewer()];
    const streams = await Promise.all(viewers.map((viewer) => open(connect(viewer), CHANGED)));
    for (const { tenantId } of viewers) log.emit(changed('forged', tenantId));
    log.emit({ ...changed('registered'), name: 'plugin:registered' });
    log.emit(changed('plugin-a'));
    for (const [index, stream] of streams.entries()) {
      const [told] = await take(stream, 1);
      const readers = viewers[index]?.userId;
      expect(told?.data).toEqual({ pluginChanged: { id: 'plugin-a', readers } });
    }
  });

  it('leaves what feeds on the tenant’s events alone', async () => {
    const { log, connect } = await startWithPlatform();
    const viewer = aViewer();
    const stream = await open(connect(viewer));
    log.emit(post(PLATFORM, 'foreign'));
    log.emit(post(viewer.tenantId, '1'));
    expect(ids(await take(stream, 1))).toEqual(['1']);
  });

  it('is taken up after its last event, by its own cursors only', async () => {
    const { log, connect } = await startWithPlatform();
    const viewer = aViewer();
    const stream = await open(connect(viewer), CHANGED);
    log.emit(changed('plugin-a'));
    const [told] = await take(stream, 1);
    stream.stop();
    log.emit(changed('plugin-b'));
    const resumeFrom = told?.extensions?.cursor;
    const resumed = await open(connect(viewer), CHANGED, { resumeFrom });
    expect((await take(resumed, 1))[0]?.data?.pluginChanged?.id).toBe('plugin-b');
    const fresh = await open(connect(viewer), CHANGED);
    const restart = await open(connect(viewer), CHANGED, { resumeFrom: fresh.start });
    log.emit(changed('plugin-c'));
    expect((await take(restart, 1))[0]?.data?.pluginChanged?.id).toBe('plugin-c');

    const refused = { errors: [{ extensions: { code: 'CURSOR_INVALID' } }] };
    const own = await connect(viewer).cursor();
    expect(await operate(connect(viewer), CHANGED, { resumeFrom: own })).toMatchObject(refused);
    const posts = 'subscription { postCreated { id } }';
    expect(await operate(connect(viewer), posts, { resumeFrom })).toMatchObject(refused);
  });

  it('counts from the moment the request came', async () => {
    const graph = createNewsGraph();
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const prepare: typeof graph.prepare = async (request, caller) => {
      await gate;
      return graph.prepare(request, caller);
    };
    const { log, connect } = await startWithPlatform({ ...graph, prepare });
    const opening = open(connect(aViewer()), CHANGED);
    log.emit(changed('plugin-a'));
    release();
    expect((await take(await opening, 1))[0]?.data?.pluginChanged?.id).toBe('plugin-a');
  });

  it('is away until the platform’s tenant is known, which is asked again', async () => {
    let asked = 0;
    const findPlatformTenant = async () => {
      asked += 1;
      if (asked === 1) throw new Error('away');
      return asked === 2 ? null : PLATFORM;
    };
    const { log, connect, lines } = start(
      createNewsGraph(),
      { sweepMs: 10 },
      { findPlatformTenant },
    );
    const early = await operate(connect(aViewer()), CHANGED);
    expect(early).toMatchObject({ errors: [{ extensions: { code: 'PLUGIN_UNAVAILABLE' } }] });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const stream = await open(connect(aViewer()), CHANGED);
    log.emit(changed('plugin-a'));
    expect(await take(stream, 1)).toHaveLength(1);
    expect(lines.join()).toContain('platform tenant is not known yet');
  });

  it('ends when a new graph feeds it from elsewhere', async () => {
    const { log, connect, engine } = await startWithPlatform();
    const viewer = aViewer();
    const stream = await open(connect(viewer), CHANGED);
    const events = { pluginChanged: declare({ names: ['plugin:moved'], key: { id: 'plugin' } }) };
    engine.swap(createNewsGraph({ compositionId: 'next', events }));
    log.emit({ ...changed('mine', viewer.tenantId), name: 'plugin:moved' });
    log.emit(changed('plugin-a'));
    await expect(stream.next()).rejects.toMatchObject({
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  });

  it('that names an event of a tenant too is fed by the tenant alone', async () => {
    const names = ['plugin:changed', 'post:created'];
    const events = { pluginChanged: declare({ names, key: { id: 'plugin' } }) };
    const { log, connect } = await startWithPlatform(createNewsGraph({ events }));
    const viewer = aViewer();
    const stream = await open(connect(viewer), CHANGED);
    log.emit(changed('plugin-a'));
    log.emit({ tenantId: viewer.tenantId, data: { plugin: 'mine' } });
    expect((await take(stream, 1))[0]?.data?.pluginChanged?.id).toBe('mine');
  });
});
