import { Kind, parse } from 'graphql';

/** The mutation fields a plugin's SDL defines. */
export function mutationFields(sdl: string): readonly string[] {
  return parse(sdl, { noLocation: true }).definitions.flatMap((definition) => {
    const isObject =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.OBJECT_TYPE_EXTENSION;
    if (!isObject || definition.name.value !== 'Mutation') return [];
    return (definition.fields ?? []).map((field) => field.name.value);
  });
}
