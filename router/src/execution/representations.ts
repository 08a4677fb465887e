import type {
  QueryPlanFieldNode,
  QueryPlanInlineFragmentNode,
  QueryPlanSelectionNode,
} from '@apollo/query-planner';
import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import { isRawObject, mergeRaw, type RawObject, rawObject } from './raw-data.ts';

/**
 * Builds what a plugin needs to know an entity by. Null when a needed field has no data: such a representation is not
 * sent. A list, nested or not, is built item by item.
 */
export function buildRepresentation(
  schema: GraphQLSchema,
  source: RawObject,
  selections: readonly QueryPlanSelectionNode[],
): RawObject | null {
  const built = rawObject();
  for (const selection of selections) {
    const part =
      selection.kind === 'Field'
        ? buildField(schema, source, selection)
        : buildFragment(schema, source, selection);
    if (!part) return null;
    mergeRaw(built, part, () => false);
  }
  return built;
}

function buildFragment(
  schema: GraphQLSchema,
  source: RawObject,
  { typeCondition, selections }: QueryPlanInlineFragmentNode,
): RawObject | null {
  if (typeCondition && !isOfType(schema, source, typeCondition)) return rawObject();
  return buildRepresentation(schema, source, selections);
}

function buildField(
  schema: GraphQLSchema,
  source: RawObject,
  { alias, name, selections }: QueryPlanFieldNode,
): RawObject | null {
  const value = source[alias ?? name];
  const part = selections && value !== undefined ? buildValue(schema, value, selections) : value;
  if (part === undefined) return null;
  const built = rawObject();
  built[alias ?? name] = part;
  return built;
}

/** Whether the object's `__typename` is the type or one of its subtypes; false when it has none. */
export function isOfType(schema: GraphQLSchema, object: RawObject, condition: string): boolean {
  const { __typename: name } = object;
  if (name === condition) return true;
  const type = typeof name === 'string' ? schema.getType(name) : undefined;
  const wanted = schema.getType(condition);
  if (!isAbstractType(wanted) || !(isObjectType(type) || isInterfaceType(type))) return false;
  return schema.isSubType(wanted, type);
}

/** `undefined` when a needed field has no data. */
function buildValue(
  schema: GraphQLSchema,
  value: unknown,
  selections: readonly QueryPlanSelectionNode[],
): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => buildValue(schema, item, selections));
    return items.includes(undefined) ? undefined : items;
  }
  if (!isRawObject(value)) return null;
  return buildRepresentation(schema, value, selections) ?? undefined;
}
