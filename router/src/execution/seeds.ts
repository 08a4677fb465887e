import type { FetchNode } from '@apollo/query-planner';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { pickOperation } from '../planning/operation.ts';
import { PRIVATE_PREFIX, responseName } from '../planning/private-names.ts';
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
  { privateNames }: Pick<PreparedInside, 'privateNames'>,
): RawObject {
  const { definition, fragments } = pickOperation(documentOf(fetch), null);

  const project = (
    value: unknown,
    type: GraphQLNamedType | undefined,
    sets: readonly SelectionSetNode[],
  ): unknown => {
    if (Array.isArray(value)) return value.map((item) => project(item, type, sets));
    if (!isRawObject(value) || sets.length === 0) return value ?? null;
    const projected = rawObject();
    for (const set of sets) fill(projected, value, type, set);
    return projected;
  };
  const fill = (
    into: RawObject,
    data: RawObject,
    type: GraphQLNamedType | undefined,
    set: SelectionSetNode,
  ) => {
    for (const node of set.selections) {
      if (node.kind !== Kind.FIELD) {
        const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
        if (inner) fill(into, data, type, inner.selectionSet);
        continue;
      }
      const field = node.name.value;
      const value = Object.hasOwn(data, field) ? data[field] : undefined;
      into[responseName(node)] =
        field === '__typename'
          ? (value ?? type?.name ?? null)
          : project(value, typeOf(type, field), node.selectionSet ? [node.selectionSet] : []);
    }
  };

  const projected = rawObject();
  const root = schema.getSubscriptionType() ?? undefined;
  for (const node of definition.selectionSet.selections) {
    if (node.kind !== Kind.FIELD) continue;
    const name = responseName(node);
    const told = [name, name.slice(PRIVATE_PREFIX.length)].find(
      (key) => Object.hasOwn(seed, key) && (key === name || privateNames.has(key)),
    );
    const value = told === undefined ? null : seed[told];
    projected[name] = project(
      value,
      typeOf(root, node.name.value),
      node.selectionSet ? [node.selectionSet] : [],
    );
  }
  return projected;
}

function typeOf(parent: GraphQLNamedType | undefined, field: string): GraphQLNamedType | undefined {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
  const type = parent.getFields()[field]?.type;
  return type && getNamedType(type);
}
