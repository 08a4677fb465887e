import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLFormattedError,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Condition, conditionsOf, isNeverSelected } from '../planning/conditions.ts';
import type { Operation } from '../planning/operation.ts';

/** Why a field was refused: nobody is signed in, or a permission is missing. */
export type RefusalReason = 'UNAUTHENTICATED' | 'FORBIDDEN';

/** A removed path, and when the client asks for it: in any of these cases, each a list of conditions. */
export type Refusal = {
  readonly error: GraphQLFormattedError;
  readonly cases: readonly (readonly Condition[])[];
};

/** One place of the walk through an operation. */
type Place = {
  readonly parent: GraphQLCompositeType;
  readonly path: readonly string[];
  readonly conditions: readonly Condition[];
};

const MOST = 1_000;

/** The error for one removed path. */
export function refusalError(
  path: readonly (string | number)[],
  reason: RefusalReason,
): GraphQLFormattedError {
  const extensions = { code: 'UNAUTHORIZED_FIELD_OR_TYPE', reason };
  return { message: 'Unauthorized field or type', path, extensions };
}

/**
 * Lists the removed paths of an operation, each once: response names, with `@` for the items of a list (Apollo Router's
 * notation). Fragments without refused fields are not entered; at most 1,000 paths are listed.
 */
export function listRefusals(
  schema: GraphQLSchema,
  operation: Operation,
  refused: ReadonlySet<FieldNode>,
  reason: RefusalReason,
): readonly Refusal[] {
  const root = schema.getRootType(operation.definition.operation);
  if (refused.size === 0 || !root) return [];
  const found = new Map<string, { path: readonly string[]; cases: (readonly Condition[])[] }>();
  const concerns = refusedFinder(operation, refused);

  const walk = (set: SelectionSetNode, place: Place): void => {
    for (const node of set.selections) {
      if (found.size >= MOST || !concerns(node)) continue;
      const conditions = [...place.conditions, ...conditionsOf(node)];
      if (node.kind === Kind.FIELD) enterField(node, { ...place, conditions });
      else enterFragment(node, { ...place, conditions });
    }
  };
  const enterField = (node: FieldNode, place: Place) => {
    const path = [...place.path, node.alias?.value ?? node.name.value];
    if (refused.has(node)) {
      const entry = found.get(path.join('.')) ?? { path, cases: [] };
      entry.cases.push(place.conditions);
      found.set(path.join('.'), entry);
      return;
    }
    const type = fieldType(place.parent, node.name.value);
    const parent = type && getNamedType(type);
    if (!node.selectionSet || !type || !isCompositeType(parent)) return;
    walk(node.selectionSet, { ...place, parent, path: [...path, ...listMarks(type)] });
  };
  const enterFragment = (node: Exclude<SelectionNode, FieldNode>, place: Place) => {
    const inner =
      node.kind === Kind.INLINE_FRAGMENT ? node : operation.fragments.get(node.name.value);
    if (!inner) return;
    const condition = inner.typeCondition && schema.getType(inner.typeCondition.name.value);
    const parent = isCompositeType(condition) ? condition : place.parent;
    walk(inner.selectionSet, { ...place, parent });
  };

  walk(operation.definition.selectionSet, { parent: root, path: [], conditions: [] });
  return [...found.values()].map(({ path, cases }) => ({
    error: refusalError(path, reason),
    cases,
  }));
}

/** Tells whether a node is, or holds, a refused field; fragments are looked at once. */
function refusedFinder({ fragments }: Operation, refused: ReadonlySet<FieldNode>) {
  const known = new Map<string, boolean>();
  const concerns = (node: SelectionNode): boolean => {
    if (isNeverSelected(node)) return false;
    if (node.kind === Kind.FRAGMENT_SPREAD) return inFragment(node.name.value);
    if (node.kind === Kind.FIELD && refused.has(node)) return true;
    return node.selectionSet?.selections.some(concerns) ?? false;
  };
  const inFragment = (name: string): boolean => {
    const verdict = known.get(name) ?? fragments.get(name)?.selectionSet.selections.some(concerns);
    known.set(name, verdict ?? false);
    return verdict ?? false;
  };
  return concerns;
}

function fieldType(parent: GraphQLCompositeType, name: string): GraphQLOutputType | undefined {
  return isUnionType(parent) ? undefined : parent.getFields()[name]?.type;
}

function listMarks(type: GraphQLOutputType): readonly string[] {
  if (isNonNullType(type)) return listMarks(type.ofType);
  return isListType(type) ? ['@', ...listMarks(type.ofType)] : [];
}
