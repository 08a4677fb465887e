import { type DefinitionNode, Kind, type ObjectTypeDefinitionNode, parse } from 'graphql';
import type { LivePlugin } from '../models/live-graph.ts';
import type { Issue } from '../models/verdict.ts';
import {
  contentOf,
  fault,
  type Gate,
  type GateInput,
  looseManifest,
  permissionNames,
} from './gate.ts';

const ROOTS = ['Query', 'Mutation', 'Subscription'];
/** What every plugin may state again. */
const SHARED = ['PageInfo', 'DateTime', 'Money', 'JSON'];
const FILE = 'schema.graphql';

/** The first plugin to define a name owns it: types, root fields, permissions, events, the schema and the plugin itself. */
export const ownershipGate: Gate = {
  name: 'ownership',
  check: (input) => [...nameFaults(input), ...schemaFaults(input)],
};

function nameFaults({ candidate, live }: GateInput): readonly Issue[] {
  const manifest = looseManifest(candidate);
  const place = { file: 'manifest.json', suggestion: 'Choose another name.' };
  const schema = /"schema"\s*:\s*"([a-z0-9_]+)"/.exec(
    contentOf(candidate, 'manifest.json') ?? '',
  )?.[1];
  return live.flatMap((plugin) => {
    const taken = [
      ...(plugin.name === manifest.name ? [`the name ${plugin.name}`] : []),
      ...(plugin.schema === schema ? [`the PostgreSQL schema ${plugin.schema}`] : []),
      ...permissionNames(manifest)
        .filter((name) => plugin.permissions.includes(name))
        .map((name) => `the permission ${name}`),
      ...(manifest.emits ?? [])
        .filter((name) => plugin.emits.includes(name))
        .map((name) => `the event ${name}`),
    ];
    return taken.map((what) => fault('NAME_TAKEN', `${plugin.name} has ${what} already.`, place));
  });
}

function schemaFaults({ candidate, live }: GateInput): readonly Issue[] {
  const owners = new Map<string, string>();
  for (const plugin of live) for (const name of definedNames(plugin)) owners.set(name, plugin.name);
  const own = definitionsOf(contentOf(candidate, FILE) ?? '');
  return own.flatMap((definition) => {
    const line = definition.loc?.startToken.line ?? null;
    return namesOf(definition).flatMap((name) => {
      const owner = owners.get(name);
      if (!owner) return [];
      return [
        fault('OWNERSHIP_CONFLICT', `${name} belongs to ${owner}.`, {
          file: FILE,
          line,
          suggestion: name.includes('.')
            ? 'Choose another name for the field.'
            : `Refer to it by a stub (@key(fields: "id", resolvable: false)), or choose another name.`,
        }),
      ];
    });
  });
}

function definedNames({ sdl }: LivePlugin): readonly string[] {
  return definitionsOf(sdl).flatMap(namesOf);
}

function definitionsOf(sdl: string): readonly DefinitionNode[] {
  return parse(sdl, { noLocation: false }).definitions;
}

/** The names a definition claims: its type, or `Query.field` for each root field; a stub claims nothing. */
function namesOf(definition: DefinitionNode): readonly string[] {
  if (!('name' in definition) || !definition.name || definition.kind === Kind.DIRECTIVE_DEFINITION)
    return [];
  const name = definition.name.value;
  if (definition.kind === Kind.OBJECT_TYPE_DEFINITION && ROOTS.includes(name)) {
    return (definition.fields ?? []).map((field) => `${name}.${field.name.value}`);
  }
  return SHARED.includes(name) || isStub(definition) ? [] : [name];
}

function isStub(definition: DefinitionNode): boolean {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return false;
  const { directives = [], fields = [] }: ObjectTypeDefinitionNode = definition;
  const keys = directives.filter(({ name }) => name.value === 'key');
  const isReference = keys.some(({ arguments: given = [] }) =>
    given.some(
      ({ name, value }) =>
        name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
    ),
  );
  // cms adds fields to User by a resolvable key: that is no claim to the type either
  const isExtension = keys.length > 0 && fields.every(({ name }) => name.value === 'id');
  return isReference && isExtension;
}
