import {
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { CollectFields } from './collect-fields.ts';
import type { RawObject } from './raw-data.ts';

/** The type of an object whose field has this type, by its `__typename`; null when that names no fitting object type. */
export function runtimeType(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  object: RawObject,
): GraphQLObjectType | null {
  if (isObjectType(type)) return type;
  const named = namedType(schema, object);
  if (!isAbstractType(type) || !isObjectType(named)) return null;
  return schema.isSubType(type, named) ? named : null;
}

/**
 * The interface of an object that came from an `@interfaceObject`, when what is selected is the same for all its
 * implementations: then nobody was asked which one it is. Null when the selection depends on that.
 */
export function sharedInterface(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  object: RawObject,
  sets: readonly SelectionSetNode[],
  collect: CollectFields,
): GraphQLInterfaceType | null {
  // The planner doesn't ask for a `__typename` that only the interface's own subgraph could tell.
  const named = object.__typename === undefined ? type : namedType(schema, object);
  if (!isAbstractType(type) || !isInterfaceType(named)) return null;
  if (named !== type && !schema.isSubType(type, named)) return null;
  const told = summary(collect(sets, named));
  const isShared = schema
    .getPossibleTypes(named)
    .every((possible) => summary(collect(sets, possible)) === told);
  return isShared && !told.includes('"__typename"') ? named : null;
}

function namedType(
  schema: GraphQLSchema,
  { __typename: name }: RawObject,
): GraphQLNamedType | undefined {
  return typeof name === 'string' ? schema.getType(name) : undefined;
}

function summary(groups: ReturnType<CollectFields>): string {
  return JSON.stringify(
    groups.map(({ responseName, nodes }) => [responseName, nodes.map(({ name }) => name.value)]),
  );
}
