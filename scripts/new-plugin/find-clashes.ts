import { rootFieldsOf, type Taken } from './read-taken.ts';

/** A plugin before it is written. */
export type Planned = {
  readonly folder: string;
  readonly manifest: {
    readonly name: string;
    readonly database: { readonly schema: string };
    readonly owns: readonly string[];
    readonly emits: readonly string[];
  };
  readonly sdl: string;
};

const MOST_NAMED = 4;

/** Which of its names others have taken, each as a sentence that says how to mend it; none: it may be written. */
export function findClashes(planned: Planned, taken: readonly Taken[]): readonly string[] {
  const { folder, manifest } = planned;
  const same = taken.find((one) => one.folder === folder || one.plugin === manifest.name);
  if (same) {
    return [`There is a plugin ${same.plugin} in the folder ${same.folder}: choose another name.`];
  }
  return taken.flatMap((one) => {
    if (one.schema === manifest.database.schema) {
      return [`${one.plugin} has the database schema ${one.schema}: choose another name.`];
    }
    const both = sharedNames(planned, one);
    if (both.length === 0) return [];
    const named = both.slice(0, MOST_NAMED).join(', ');
    const more = both.length > MOST_NAMED ? ` and ${both.length - MOST_NAMED} more` : '';
    return [`${one.plugin} owns ${named}${more}: choose another name, or a type by --entity.`];
  });
}

function sharedNames({ manifest, sdl }: Planned, taken: Taken): readonly string[] {
  return [
    ...[...manifest.owns, ...rootFieldsOf(sdl)].filter((name) => taken.definitions.includes(name)),
    ...manifest.emits.filter((name) => taken.events.includes(name)),
  ];
}
