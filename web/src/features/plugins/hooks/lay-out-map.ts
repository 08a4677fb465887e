import type { PluginsQuery } from '../../../generated/graphql.ts';

type Plugin = PluginsQuery['plugins'][number];
type Part = Plugin['entities'][number]['part'];

/** Height of a row, in pixels. */
export const ROW = 44;

/** A plugin and an entity that it has a part in, with the middles of their rows. */
export type MapEdge = {
  readonly plugin: string;
  readonly entity: string;
  readonly part: Part;
  readonly from: number;
  readonly to: number;
};

/** The entities, and the lines to them from the plugins. */
export type MapLayout = {
  readonly entities: readonly string[];
  readonly edges: readonly MapEdge[];
  readonly height: number;
};

/** Puts plugins on one side and entities on the other, each entity near its owner so that few lines cross. */
export function layOutMap(plugins: readonly Pick<Plugin, 'name' | 'entities'>[]): MapLayout {
  const owned = plugins.flatMap(({ entities }) =>
    entities.filter(({ part }) => part === 'OWNER').map(({ name }) => name),
  );
  const others = plugins.flatMap(({ entities }) => entities.map(({ name }) => name));
  const entities = [...new Set([...owned, ...others])];
  const height = Math.max(plugins.length, entities.length) * ROW;
  const middle = (at: number, count: number) => ((at + 0.5) * height) / count;
  const edges = plugins.flatMap(({ name, entities: parts }, at) =>
    parts.map(({ name: entity, part }) => ({
      plugin: name,
      entity,
      part,
      from: middle(at, plugins.length),
      to: middle(entities.indexOf(entity), entities.length),
    })),
  );
  return { entities, edges, height };
}
