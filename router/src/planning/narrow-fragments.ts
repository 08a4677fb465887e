import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { findOperation, type Operation } from './find-operation.ts';

/** A fragment opened: its condition, its directives, what it selects. */
type Opened = {
  readonly condition: string | undefined;
  readonly directives: readonly DirectiveNode[];
  readonly selectionSet: SelectionSetNode;
};

/**
 * Writes an operation so that each type condition is an object type, or the type it is in: conditions that always hold
 * are taken off, ones that never hold go with what they select, others are written out for each object type that is
 * left. The planner throws on some conditions that are wider than an `@interfaceObject` they are in.
 * The result has no named fragments; null when nothing is left, or no operation is meant.
 */
export function narrowFragments(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): DocumentNode | null {
  const operation = findOperation(document, operationName);
  if (!operation) return null;
  const { definition, fragments } = operation;
  const root = schema.getRootType(definition.operation);
  const selections = root
    ? narrowSet(schema, fragments, root, definition.selectionSet)
    : definition.selectionSet.selections;
  if (selections.length === 0) return null;
  const narrowed: OperationDefinitionNode = { ...definition, selectionSet: setOf(selections) };
  return { kind: Kind.DOCUMENT, definitions: [narrowed] };
}

function narrowSet(
  schema: GraphQLSchema,
  fragments: Operation['fragments'],
  parent: GraphQLCompositeType,
  set: SelectionSetNode,
): readonly SelectionNode[] {
  return set.selections.flatMap((node): readonly SelectionNode[] => {
    if (node.kind === Kind.FIELD) return [narrowField(schema, fragments, parent, node)];
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    if (!inner) return [];
    const opened: Opened = {
      condition: inner.typeCondition?.name.value,
      directives: node.directives ?? [],
      selectionSet: inner.selectionSet,
    };
    return placesOf(schema, parent, opened.condition).flatMap((place) => {
      const selections = narrowSet(schema, fragments, place, opened.selectionSet);
      return wrap(parent, place, opened.directives, selections);
    });
  });
}

function narrowField(
  schema: GraphQLSchema,
  fragments: Operation['fragments'],
  parent: GraphQLCompositeType,
  node: FieldNode,
): FieldNode {
  if (!node.selectionSet || isUnionType(parent)) return node;
  const type = parent.getFields()[node.name.value]?.type;
  const named = type && getNamedType(type);
  if (!isCompositeType(named)) return node;
  const selections = narrowSet(schema, fragments, named, node.selectionSet);
  return { ...node, selectionSet: setOf(selections.length > 0 ? selections : [TYPENAME]) };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The types a fragment in `parent` is entered for: the parent itself when its condition always holds there. */
function placesOf(
  schema: GraphQLSchema,
  parent: GraphQLCompositeType,
  condition: string | undefined,
): readonly GraphQLCompositeType[] {
  const wanted = condition === undefined ? parent : schema.getType(condition);
  if (!isCompositeType(wanted)) return [];
  if (wanted === parent) return [parent];
  if (isAbstractType(wanted) && !isUnionType(wanted) && !isUnionType(parent)) {
    if (schema.isSubType(wanted, parent)) return [parent];
  }
  const within = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent];
  return within.filter(
    (type) => type === wanted || (isAbstractType(wanted) && schema.isSubType(wanted, type)),
  );
}

function wrap(
  parent: GraphQLCompositeType,
  place: GraphQLCompositeType,
  directives: readonly DirectiveNode[],
  selections: readonly SelectionNode[],
): readonly SelectionNode[] {
  if (selections.length === 0) return [];
  if (place === parent && directives.length === 0) return selections;
  const fragment: InlineFragmentNode = {
    kind: Kind.INLINE_FRAGMENT,
    directives,
    selectionSet: setOf(selections),
  };
  if (place === parent) return [fragment];
  const name = { kind: Kind.NAME, value: place.name } as const;
  return [{ ...fragment, typeCondition: { kind: Kind.NAMED_TYPE, name } }];
}

function setOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}
