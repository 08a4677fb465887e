import { describe, expect, it } from '@jest/globals';
import { layOutMap, ROW } from './lay-out-map.ts';

const plugin = (name: string, ...entities: ['OWNER' | 'CONTRIBUTOR' | 'REFERRER', string][]) => ({
  name,
  entities: entities.map(([part, entity]) => ({
    __typename: 'PluginEntity' as const,
    part,
    name: entity,
  })),
});

describe('layOutMap', () => {
  it('puts entities in the order of their owners, each once, and draws a line for each part', () => {
    const { entities, edges, height } = layOutMap([
      plugin('cms', ['OWNER', 'Post'], ['CONTRIBUTOR', 'User']),
      plugin('system', ['OWNER', 'User']),
      plugin('ai', ['REFERRER', 'Lost']),
    ]);
    expect(entities).toEqual(['Post', 'User', 'Lost']);
    expect(height).toBe(3 * ROW);
    expect(edges.map(({ plugin: from, entity, part }) => `${from} ${part} ${entity}`)).toEqual([
      'cms OWNER Post',
      'cms CONTRIBUTOR User',
      'system OWNER User',
      'ai REFERRER Lost',
    ]);
    expect(edges[1]).toMatchObject({ from: 0.5 * ROW, to: 1.5 * ROW });
  });

  it('spreads the shorter side over the whole height', () => {
    const { edges, height } = layOutMap([
      plugin('one', ['OWNER', 'A'], ['OWNER', 'B'], ['OWNER', 'C'], ['OWNER', 'D']),
    ]);
    expect(height).toBe(4 * ROW);
    expect(edges.map(({ from }) => from)).toEqual([2 * ROW, 2 * ROW, 2 * ROW, 2 * ROW]);
    expect(layOutMap([])).toMatchObject({ edges: [], height: 0 });
  });
});
