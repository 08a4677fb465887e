import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Manifest } from '@gestas/sdk';
import { Kind, parse } from 'graphql';

/** What one plugin has taken: a new one needs names of its own. */
export type Taken = {
  readonly folder: string;
  readonly plugin: string;
  readonly schema: string;
  /** Types and, as `Query.posts`, root fields. */
  readonly definitions: readonly string[];
  /** Types that others may refer to by `id`. */
  readonly entities: readonly string[];
  readonly events: readonly string[];
};

const ROOTS = ['Query', 'Mutation', 'Subscription'];

/** What the plugins below some folders have taken; one that can't be read has taken its folder alone. */
export function readTaken(roots: readonly string[]): readonly Taken[] {
  return roots.flatMap((root) =>
    (existsSync(root) ? readdirSync(root, { withFileTypes: true }) : [])
      .filter((entry) => entry.isDirectory() && !/^[_.]/.test(entry.name))
      .map(({ name }) => takenBy(root, name)),
  );
}

/** The root fields of a schema, as `Query.posts`. */
export function rootFieldsOf(sdl: string): readonly string[] {
  return objectsIn(sdl)
    .filter(({ name }) => ROOTS.includes(name.value))
    .flatMap(({ name, fields = [] }) => fields.map((one) => `${name.value}.${one.name.value}`));
}

function takenBy(root: string, folder: string): Taken {
  try {
    const text = readFileSync(join(root, folder, 'manifest.json'), 'utf8');
    const { name, database, owns, emits } = Manifest.parse(JSON.parse(text));
    const sdl = readFileSync(join(root, folder, 'schema.graphql'), 'utf8');
    return {
      folder,
      plugin: name,
      schema: database.schema,
      definitions: [...owns, ...rootFieldsOf(sdl)],
      entities: entitiesOf(sdl).filter((type) => owns.includes(type)),
      events: emits,
    };
  } catch {
    const nothing = { schema: '', definitions: [], entities: [], events: [] };
    return { folder, plugin: `plugin-${folder}`, ...nothing };
  }
}

function entitiesOf(sdl: string): readonly string[] {
  return objectsIn(sdl)
    .filter(({ directives = [] }) => directives.some(({ name }) => name.value === 'key'))
    .map(({ name }) => name.value);
}

function objectsIn(sdl: string) {
  return parse(sdl, { noLocation: true }).definitions.flatMap((one) =>
    one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.OBJECT_TYPE_EXTENSION
      ? [one]
      : [],
  );
}
