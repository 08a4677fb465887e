import { type ConstDirectiveNode, type DefinitionNode, Kind, parse } from 'graphql';
import type { PluginEntityRecord } from '../models/plugin-record.ts';

/** The entities in a plugin's schema, by name, with the plugin's part in each; none in a schema that is not well-formed. */
export function entitiesOf(sdl: string, owns: readonly string[]): readonly PluginEntityRecord[] {
  const entities = new Map<string, PluginEntityRecord['part']>();
  for (const { name, keys } of definitionsOf(sdl).flatMap(entityIn)) {
    const isStub = keys.every(isUnresolvable);
    const part = isStub ? 'REFERRER' : 'CONTRIBUTOR';
    entities.set(name, owns.includes(name) ? 'OWNER' : part);
  }
  return [...entities]
    .map(([name, part]) => ({ name, part }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function definitionsOf(sdl: string): readonly DefinitionNode[] {
  try {
    return parse(sdl, { noLocation: true }).definitions;
  } catch {
    return [];
  }
}

function entityIn(definition: DefinitionNode) {
  const isType =
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.OBJECT_TYPE_EXTENSION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
  if (!isType) return [];
  const keys = (definition.directives ?? []).filter(({ name }) => name.value === 'key');
  return keys.length > 0 ? [{ name: definition.name.value, keys }] : [];
}

function isUnresolvable({ arguments: given = [] }: ConstDirectiveNode): boolean {
  return given.some(
    ({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
  );
}
