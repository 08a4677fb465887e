import { createLogger, Manifest } from '@gestas/sdk';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { CompositionFault } from '../composition/composition.ts';
import type { ManagedPlugin } from '../engine/managed-plugin.ts';
import { watchPlugins } from './watch-plugins.ts';

const logger = createLogger('test', 'error', { write: () => undefined });
const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

function found(name: string) {
  const manifest = Manifest.parse({
    name,
    version: '0.1.0',
    description: 'A plugin.',
    platform: '^0.1.0',
    port: 3001,
    database: { schema: 'x' },
    owns: [],
    permissions: [],
    emits: [],
    consumes: [],
  });
  return { manifest, url: `http://localhost/${name}` };
}

function world(names: string[], sdls: Record<string, string>, patienceMs = 60_000) {
  const faults: CompositionFault[] = [];
  const state = { names, sdls, looks: 0, faults, compositions: [] as (readonly ManagedPlugin[])[] };
  const end = watchPlugins({
    scan: async () => {
      state.looks += 1;
      return state.names.map(found);
    },
    fetchSdl: async ({ manifest }) => {
      const sdl = state.sdls[manifest.name];
      if (sdl === undefined) throw new Error('down');
      return sdl;
    },
    recompose: async (plugins) => {
      state.compositions.push(plugins);
      return state.faults;
    },
    logger,
    everyMs: 1,
    patienceMs,
  });
  ending.push(end);
  const looked = async (times = 3) => {
    const until = state.looks + times;
    while (state.looks < until) await new Promise(setImmediate);
  };
  const last = () => state.compositions.at(-1) ?? [];
  return { state, looked, last, transportOf: (index: number) => last()[index]?.transport };
}

describe('a watch', () => {
  it('waits for all plugins before the first composition, and then composes once', async () => {
    const { state, looked } = world(['plugin-a', 'plugin-b'], { 'plugin-a': 'A' });
    await looked();
    expect(state.compositions).toHaveLength(0);
    state.sdls['plugin-b'] = 'B';
    await looked();
    expect(state.compositions).toHaveLength(1);
    expect(state.compositions[0]?.map(({ sdl }) => sdl)).toEqual(['A', 'B']);
  });

  it('composes again after the composer ran out of time, and not after a real fault', async () => {
    const { state, looked } = world(['plugin-a'], { 'plugin-a': 'A' });
    state.faults = [{ code: 'COMPOSITION_TIMEOUT', message: '', coordinates: [] }];
    await looked();
    expect(state.compositions.length).toBeGreaterThan(1);
    state.faults = [{ code: 'TYPE_KIND_MISMATCH', message: '', coordinates: [] }];
    await looked();
    const before = state.compositions.length;
    await looked();
    expect(state.compositions).toHaveLength(before);
  });

  it('goes on without those that never come', async () => {
    const { state, looked, last } = world(['plugin-a', 'plugin-b'], { 'plugin-a': 'A' }, 0);
    await looked();
    expect(state.compositions).toHaveLength(1);
    expect(last().map(({ manifest }) => manifest.name)).toEqual(['plugin-a']);
  });

  it('recomposes when a schema changes, a folder comes, and a folder goes', async () => {
    const { state, looked, last } = world(['plugin-a'], { 'plugin-a': 'A' });
    await looked();
    state.sdls['plugin-a'] = 'A2';
    await looked();
    expect(last().map(({ sdl }) => sdl)).toEqual(['A2']);
    state.sdls['plugin-b'] = 'B';
    state.names = ['plugin-a', 'plugin-b'];
    await looked();
    expect(last().map(({ sdl }) => sdl)).toEqual(['A2', 'B']);
    state.names = ['plugin-b'];
    await looked();
    expect(last().map(({ sdl }) => sdl)).toEqual(['B']);
    expect(state.compositions).toHaveLength(4);
  });

  it('keeps a dead plugin in the graph, and gives it fresh connections when it is back', async () => {
    const { state, looked, transportOf } = world(['plugin-a'], { 'plugin-a': 'A' });
    await looked();
    const before = transportOf(0);
    delete state.sdls['plugin-a'];
    await looked();
    expect(state.compositions).toHaveLength(1);
    state.sdls['plugin-a'] = 'A';
    await looked();
    expect(state.compositions).toHaveLength(2);
    expect(transportOf(0)).not.toBe(before);
  });
});
