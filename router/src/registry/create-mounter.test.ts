import { createLogger, withPlatformHeader } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { sampleManifest } from '../../../packages/sdk/src/registry/testing/sample-manifest.ts';
import type { CompositionFault } from '../composition/composition.ts';
import type { ManagedPlugin } from '../engine/managed-plugin.ts';
import { type Candidate, createMounter } from './create-mounter.ts';
import { toCandidate } from './restore-plugins.ts';

const logger = createLogger('test', 'error', { write: () => undefined });
const query = (field: string) => `type Query { ${field}: Int @authenticated }`;
const of = (name: string, own = query(`${name.replace('plugin-', '')}1`)) =>
  toCandidate(sampleManifest({ name }), withPlatformHeader(own));
const BAD = query('bad');

/** A gate before a composer that refuses every set in which `isBad` finds a plugin. */
function makeMounter(
  isBad: (plugins: readonly ManagedPlugin[]) => boolean = (plugins) =>
    plugins.some(({ sdl }) => sdl?.includes('bad')),
  initial: readonly Candidate[] = [],
) {
  const composed: string[][] = [];
  const state = { faultCode: 'CLASH' };
  const mounter = createMounter({
    initial,
    recompose: async (plugins): Promise<readonly CompositionFault[]> => {
      composed.push(plugins.map(({ manifest }) => manifest.name));
      if (!isBad(plugins)) return [];
      return [{ code: state.faultCode, message: 'no', coordinates: ['Query.bad'] }];
    },
    transportOf: () => ({ kind: 'registered', instances: [] }),
    logger,
    now: () => Date.UTC(2026, 10, 24),
  });
  const statuses = () =>
    Object.fromEntries(
      [...mounter.plugins()].map(([name, { accepted, refused }]) => [
        name,
        `${accepted ? 'in' : 'out'}${refused ? ' refused' : ''}`,
      ]),
    );
  return { mounter, composed, statuses, state };
}
const ALL = ['plugin-a', 'plugin-b', 'plugin-c'];

describe('mounting', () => {
  it('composes all that are new at once', async () => {
    const { mounter, composed, statuses } = makeMounter();
    await mounter.mount([of('plugin-a'), of('plugin-b')], ALL);
    expect(composed).toEqual([['plugin-a', 'plugin-b']]);
    expect(statuses()).toEqual({ 'plugin-a': 'in', 'plugin-b': 'in' });
  });

  it('finds the one among several that does not fit', async () => {
    const { mounter, statuses } = makeMounter();
    await mounter.mount([of('plugin-a'), of('plugin-b', BAD), of('plugin-c')], ALL);
    expect(statuses()).toEqual({ 'plugin-a': 'in', 'plugin-b': 'out refused', 'plugin-c': 'in' });
    expect(mounter.plugins().get('plugin-b')?.lastRefusal).toEqual({
      at: '2026-11-24T00:00:00.000Z',
      code: 'CLASH',
      message: 'no',
      coordinates: ['Query.bad'],
    });
  });

  it('keeps what was there before, and forgives who comes back with it', async () => {
    const { mounter, statuses } = makeMounter();
    const good = of('plugin-a');
    await mounter.mount([good], ALL);
    await mounter.mount([of('plugin-a', BAD)], ALL);
    expect(statuses()).toEqual({ 'plugin-a': 'in refused' });
    expect(mounter.plugins().get('plugin-a')?.accepted).toEqual(good);
    await mounter.mount([good], ALL);
    expect(statuses()).toEqual({ 'plugin-a': 'in' });
    expect(mounter.plugins().get('plugin-a')?.lastRefusal).toMatchObject({ code: 'CLASH' });
  });

  it('does not try again what was refused, until another one changes', async () => {
    let isBad = true;
    const { mounter, composed, statuses } = makeMounter(
      (plugins) => isBad && plugins.some(({ sdl }) => sdl?.includes('bad')),
    );
    await mounter.mount([of('plugin-a')], ALL);
    await mounter.mount([of('plugin-a'), of('plugin-b', BAD)], ALL);
    isBad = false;
    await mounter.mount([of('plugin-a'), of('plugin-b', BAD)], ALL);
    expect(composed.at(-1)).toEqual(['plugin-a']);
    await mounter.mount([of('plugin-a', query('other')), of('plugin-b', BAD)], ALL);
    await mounter.mount([of('plugin-a', query('other')), of('plugin-b', BAD)], ALL);
    expect(statuses()).toEqual({ 'plugin-a': 'in', 'plugin-b': 'in' });
  });

  it('tries again what only ran out of time', async () => {
    let isBad = true;
    const { mounter, state, statuses } = makeMounter(() => isBad);
    state.faultCode = 'COMPOSITION_TIMEOUT';
    await mounter.mount([of('plugin-a')], ALL);
    expect(statuses()).toEqual({ 'plugin-a': 'out refused' });
    expect(mounter.isUndecided()).toBe(true);
    isBad = false;
    await mounter.mount([of('plugin-a')], ALL);
    expect(statuses()).toEqual({ 'plugin-a': 'in' });
    expect(mounter.isUndecided()).toBe(false);
  });

  it('gives up what runs out of time again and again, until another one changes', async () => {
    const { mounter, state, composed } = makeMounter((plugins) =>
      plugins.some(({ sdl }) => sdl?.includes('bad')),
    );
    state.faultCode = 'COMPOSITION_TIMEOUT';
    const bomb = of('plugin-b', BAD);
    await mounter.mount([of('plugin-a')], ALL);
    const tries = () => composed.filter((names) => names.includes('plugin-b')).length;
    for (let beat = 0; beat < 6; beat++) await mounter.mount([of('plugin-a'), bomb], ALL);
    expect(tries()).toBe(3);
    await mounter.mount([of('plugin-a', query('other')), bomb], ALL);
    await mounter.mount([of('plugin-a', query('other')), bomb], ALL);
    expect(tries()).toBeGreaterThan(3);
  });

  it('composes nothing that the gate refuses before', async () => {
    const { mounter, composed, statuses } = makeMounter();
    await mounter.mount([of('plugin-a', 'type _Entity { a: Int }')], ALL);
    expect(composed).toEqual([]);
    expect(statuses()).toEqual({ 'plugin-a': 'out refused' });
    expect(mounter.isUndecided()).toBe(false);
  });

  it('drops who is no longer enrolled, though its instances go on', async () => {
    const { mounter, composed, statuses } = makeMounter();
    const both = [of('plugin-a'), of('plugin-b')];
    await mounter.mount(both, ALL);
    await mounter.mount(both, ['plugin-a']);
    expect(statuses()).toEqual({ 'plugin-a': 'in' });
    expect(composed.at(-1)).toEqual(['plugin-a']);
  });

  it('goes on with the initial plugins though nobody registers, and drops who is no longer enrolled', async () => {
    const initial = [of('plugin-a'), of('plugin-b')];
    const { mounter, composed, statuses } = makeMounter(undefined, initial);
    await mounter.mount([], ALL);
    expect(composed).toEqual([['plugin-a', 'plugin-b']]);
    await mounter.mount([], ['plugin-b']);
    expect(composed.at(-1)).toEqual(['plugin-b']);
    expect(statuses()).toEqual({ 'plugin-b': 'in' });
  });
});
