import {
  type FieldNode,
  type GraphQLFormattedError,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Operation } from '../planning/operation.ts';
import { type CollectFields, createFieldCollector, type FieldGroup } from './collect-fields.ts';
import { completeLeaf } from './complete-leaf.ts';
import { isRawObject, type RawObject, rawObject } from './raw-data.ts';
import { runtimeType, sharedInterface } from './runtime-type.ts';
import type { ConcretePath } from './targets.ts';

/** What shaping needs besides the data. */
export type ShapeOptions = {
  readonly schema: GraphQLSchema;
  /** As the client sent it: refused fields are in it and become null. */
  readonly operation: Operation;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Fields without data: refused, or with nothing but refused fields below. */
  readonly absent: ReadonlySet<FieldNode>;
  /** The name under which a field's value was fetched. */
  readonly fetchedName: (responseName: string) => string;
  /** Whether the caller may see that an object is of this type. */
  readonly maySeeType: (name: string) => boolean;
  /** Answers `__schema` and `__type`. */
  readonly introspect: (fields: readonly FieldNode[]) => unknown;
  /** The error for a type name the caller may not see. */
  readonly refuse: (path: ConcretePath) => GraphQLFormattedError;
};

/** A shaped response: data as selected, nulls propagated, and what shaping itself found wrong. */
export type Shaped = {
  readonly data: RawObject | null;
  /** Nulls where none may be, and values that don't fit: to be told unless another error explains them. */
  readonly misfits: readonly GraphQLFormattedError[];
  /** Type names refused, object by object. */
  readonly refusals: readonly GraphQLFormattedError[];
};

/** One shaping under way. */
type Shaping = Omit<ShapeOptions, 'operation'> & {
  readonly collect: CollectFields;
  readonly misfits: GraphQLFormattedError[];
  readonly refusals: GraphQLFormattedError[];
};

/** Stands for a null where the schema allows none; it travels up to the next nullable place. */
const VIOLATION = Symbol('null where none may be');

/**
 * Shapes fetched data by the operation (GraphQL specification, 6.4 "Executing Fields"): only what was selected, in the
 * order of selection, with nulls propagated by the schema.
 */
export function shapeResponse({ operation, ...options }: ShapeOptions, data: RawObject): Shaped {
  const { schema, variables } = options;
  const misfits: GraphQLFormattedError[] = [];
  const refusals: GraphQLFormattedError[] = [];
  const collect = createFieldCollector(schema, operation.fragments, variables);
  const shaping = { ...options, collect, misfits, refusals };
  const root = schema.getRootType(operation.definition.operation);
  if (!root) return { data: null, misfits, refusals };
  const groups = collect([operation.definition.selectionSet], root);
  const shaped = shapeObject(shaping, root, groups, data, []);
  return { data: shaped === VIOLATION ? null : shaped, misfits, refusals };
}

function shapeObject(
  shaping: Shaping,
  type: GraphQLObjectType | GraphQLInterfaceType,
  groups: readonly FieldGroup[],
  source: RawObject,
  path: ConcretePath,
): RawObject | typeof VIOLATION {
  const shaped = rawObject();
  for (const group of groups) {
    const value = shapeField(shaping, type, group, source, [...path, group.responseName]);
    if (value === VIOLATION) return VIOLATION;
    shaped[group.responseName] = value;
  }
  return shaped;
}

function shapeField(
  shaping: Shaping,
  type: GraphQLObjectType | GraphQLInterfaceType,
  { responseName, nodes }: FieldGroup,
  source: RawObject,
  path: ConcretePath,
): unknown {
  const present = nodes.filter((node) => !shaping.absent.has(node));
  const [first] = present.length > 0 ? present : nodes;
  const name = first?.name.value ?? '';
  if (name === '__typename') return shapeTypename(shaping, type, present.length > 0, path);
  if (name === '__schema' || name === '__type') return shaping.introspect(nodes);
  const field = type.getFields()[name];
  if (!field) return null;
  const value = present.length > 0 ? source[shaping.fetchedName(responseName)] : null;
  return shapeValue(shaping, field.type, present, value, path, `${type.name}.${name}`);
}

function shapeTypename(
  shaping: Shaping,
  type: GraphQLObjectType | GraphQLInterfaceType,
  isPresent: boolean,
  path: ConcretePath,
): string | typeof VIOLATION {
  if (!isPresent) return VIOLATION;
  if (shaping.maySeeType(type.name)) return type.name;
  shaping.refusals.push(shaping.refuse(path));
  return VIOLATION;
}

function shapeValue(
  shaping: Shaping,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  value: unknown,
  path: ConcretePath,
  coordinate: string,
): unknown {
  if (isNonNullType(type)) {
    const before = shaping.misfits.length + shaping.refusals.length;
    const inner = shapeValue(shaping, type.ofType, nodes, value, path, coordinate);
    if (inner !== null) return inner;
    if (shaping.misfits.length + shaping.refusals.length === before) {
      misfit(shaping, path, `Cannot return null for non-nullable field ${coordinate}.`);
    }
    return VIOLATION;
  }
  const shaped =
    value === null || value === undefined
      ? null
      : shapeNullable(shaping, type, nodes, value, path, coordinate);
  return shaped === VIOLATION ? null : shaped;
}

function shapeNullable(
  shaping: Shaping,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  value: unknown,
  path: ConcretePath,
  coordinate: string,
): unknown {
  if (isListType(type)) {
    if (!Array.isArray(value)) return misfit(shaping, path, `${coordinate} is not a list.`);
    return shapeList(shaping, type.ofType, nodes, value, path, coordinate);
  }
  if (isLeafType(type)) {
    const leaf = completeLeaf(type, value);
    if (leaf !== undefined) return leaf;
    return misfit(shaping, path, `${coordinate} has a value that is no ${type.name}.`);
  }
  if (!isRawObject(value)) return misfit(shaping, path, `${coordinate} is not an object.`);
  const { schema, collect } = shaping;
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const object =
    runtimeType(schema, type, value) ?? sharedInterface(schema, type, value, sets, collect);
  if (!object) return misfit(shaping, path, `${coordinate} has an object of no known type.`);
  return shapeObject(shaping, object, collect(sets, object), value, path);
}

function shapeList(
  shaping: Shaping,
  itemType: GraphQLOutputType,
  nodes: readonly FieldNode[],
  values: readonly unknown[],
  path: ConcretePath,
  coordinate: string,
): unknown {
  const items: unknown[] = [];
  for (const [index, item] of values.entries()) {
    const shaped = shapeValue(shaping, itemType, nodes, item, [...path, index], coordinate);
    if (shaped === VIOLATION) return VIOLATION;
    items.push(shaped);
  }
  return items;
}

function misfit({ misfits }: Shaping, path: ConcretePath, message: string): null {
  misfits.push({ message, path, extensions: { code: 'PLUGIN_ANSWER_INVALID' } });
  return null;
}
