import { createQuarantineBook } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../packages/sdk/src/events/testing/wait-until.ts';
import { memoryKeyValue } from '../../packages/sdk/src/registry/testing/memory-key-value.ts';
import { letIn, untilLetIn } from './quarantine-plugin.ts';

function makeWorld() {
  const quarantine = createQuarantineBook(memoryKeyValue());
  const rung: string[] = [];
  return { quarantine, rung, ring: async () => void rung.push('ring') };
}
const ADMITTED = { at: '', by: 'operator', reason: 'mended' } as const;
const CLOSED = { at: '', by: 'operator', reason: 'odd', contentHash: null } as const;
const isOut = async (world: ReturnType<typeof makeWorld>) =>
  (await world.quarantine.find('plugin-a'))?.isOut;

describe('a plugin whose process ended too often', () => {
  it('is out, with its last words, until somebody lets it in', async () => {
    const world = makeWorld();
    const waiting = untilLetIn('plugin-a', 'Error: boom', world, () => true);
    await waitUntil(() => isOut(world));
    expect(await world.quarantine.find('plugin-a')).toMatchObject({
      by: 'platform',
      reason: 'It ended four times within a minute: Error: boom',
    });
    expect(world.rung).toEqual(['ring']);
    await world.quarantine.letIn('plugin-a', ADMITTED);
    expect(await waiting).toBe(true);
  });

  it('is not waited for when another has its place', async () => {
    const world = makeWorld();
    let isInPlace = true;
    const waiting = untilLetIn('plugin-a', 'Error: boom', world, () => isInPlace);
    await waitUntil(() => isOut(world));
    isInPlace = false;
    expect(await waiting).toBe(false);
  });

  it('stays an operator’s when an operator took it out', async () => {
    const world = makeWorld();
    await world.quarantine.takeOut('plugin-a', CLOSED);
    let looks = 0;
    await untilLetIn('plugin-a', 'Error: boom', world, () => looks++ === 0);
    expect(await world.quarantine.find('plugin-a')).toEqual({ isOut: true, ...CLOSED });
  });
});

describe('a folder that changed', () => {
  it('lets its plugin in, and not one that an operator took out', async () => {
    const world = makeWorld();
    await letIn('plugin-a', world);
    expect(await isOut(world)).toBeUndefined();
    await world.quarantine.takeOut('plugin-a', { ...CLOSED, by: 'platform' });
    await letIn('plugin-a', world);
    expect(await isOut(world)).toBe(false);
    await world.quarantine.takeOut('plugin-a', CLOSED);
    await letIn('plugin-a', world);
    expect(await isOut(world)).toBe(true);
  });
});
