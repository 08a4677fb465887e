import { Kind, parse } from 'graphql';
import type { LivePlugin } from '../models/live-graph.ts';

/** The entities that mounted plugins serve: other plugins may refer to them by their id. */
export function knownTypesOf(live: readonly LivePlugin[]): readonly string[] {
  const names = live.flatMap(({ sdl }) =>
    parse(sdl).definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
      const keys = definition.directives?.filter(({ name }) => name.value === 'key') ?? [];
      const isStub = keys.some(({ arguments: given = [] }) =>
        given.some(({ name }) => name.value === 'resolvable'),
      );
      return keys.length > 0 && !isStub ? [definition.name.value] : [];
    }),
  );
  return [...new Set(names)].sort();
}
