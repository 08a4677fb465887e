import type { FetchNode } from '@apollo/query-planner';
import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { createFieldOpener, pickOperation } from '../planning/operation.ts';
import { PRIVATE_PREFIX, publicName, responseName } from '../planning/private-names.ts';
import { documentOf } from './fetch-fields.ts';
import type { PreparedInside } from './prepared.ts';
import { isRawObject, mergeRaw, type RawObject, rawObject } from './raw-data.ts';

/** Data by the client's response names, under the names the plan fetches by. */
export function seedByResponseName(
  seed: Readonly<Record<string, unknown>>,
  { privateNames }: Pick<PreparedInside, 'privateNames'>,
): RawObject {
  const named = rawObject();
  for (const [name, value] of Object.entries(seed)) {
    named[privateNames.has(name) ? PRIVATE_PREFIX + name : name] = value;
  }
  const copy = rawObject();
  mergeRaw(copy, named, () => false);
  return copy;
}

/**
 * Reads an event's data as the answer of a subscription's first fetch: field names become response names, and objects
 * get the `__typename` their field has in the schema. What the data doesn't hold is null.
 */
export function seedFromEventData(
  fetch: FetchNode,
  schema: GraphQLSchema,
  seed: Readonly<Record<string, unknown>>,
): RawObject {
  const { definition, fragments } = pickOperation(documentOf(fetch), null);
  // An event's objects are of one type, so that the conditions of fragments say nothing.
  const fieldsOf = createFieldOpener(fragments);

  const project = (
    value: unknown,
    type: GraphQLNamedType | undefined,
    set?: SelectionSetNode,
  ): unknown => {
    if (Array.isArray(value)) return value.map((item) => project(item, type, set));
    if (!isRawObject(value) || !set) return value ?? null;
    const projected = rawObject();
    for (const node of fieldsOf(set))
      projected[responseName(node)] = projectField(value, type, node);
    return projected;
  };
  const projectField = (data: RawObject, type: GraphQLNamedType | undefined, node: FieldNode) => {
    const name = node.name.value;
    const value = Object.hasOwn(data, name) ? data[name] : null;
    if (name === '__typename') return value ?? type?.name ?? null;
    return project(value, typeOf(type, name), node.selectionSet);
  };

  const root = schema.getSubscriptionType() ?? undefined;
  const projected = rawObject();
  for (const node of fieldsOf(definition.selectionSet)) {
    const name = responseName(node);
    const told = Object.hasOwn(seed, name) ? name : publicName(name);
    const value = Object.hasOwn(seed, told) ? seed[told] : null;
    projected[name] = project(value, typeOf(root, node.name.value), node.selectionSet);
  }
  return projected;
}

function typeOf(parent: GraphQLNamedType | undefined, field: string): GraphQLNamedType | undefined {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
  const type = parent.getFields()[field]?.type;
  return type && getNamedType(type);
}
