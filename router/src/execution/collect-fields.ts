import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { conditionsHold, conditionsOf, isNeverSelected } from '../planning/conditions.ts';
import { responseName } from '../planning/private-names.ts';

/** The fields that share a response name in one object. */
export type FieldGroup = { readonly responseName: string; readonly nodes: readonly FieldNode[] };

/** Collects the fields of an object of a type (an interface: what it is sure to have), merged over selection sets. */
export type CollectFields = (
  sets: readonly SelectionSetNode[],
  type: GraphQLObjectType | GraphQLInterfaceType,
) => readonly FieldGroup[];

/**
 * Makes a collector for one execution (GraphQL specification, 6.3.2 "CollectFields"): conditions are decided by the
 * variables. What was collected for a selection and a type is kept, as lists ask again for every item.
 */
export function createFieldCollector(
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Readonly<Record<string, unknown>>,
): CollectFields {
  const known = new WeakMap<SelectionSetNode, Map<string, readonly FieldGroup[]>>();

  const applies = (
    condition: NamedTypeNode | undefined,
    type: GraphQLObjectType | GraphQLInterfaceType,
  ) => {
    if (!condition || condition.name.value === type.name) return true;
    const wanted = schema.getType(condition.name.value);
    return isAbstractType(wanted) && schema.isSubType(wanted, type);
  };
  const isSelected = (node: SelectionNode) =>
    !isNeverSelected(node) && conditionsHold(conditionsOf(node), variables);
  /** The fragment to enter; null when it was entered before or doesn't apply. */
  const fragmentFor = (
    node: Exclude<SelectionNode, FieldNode>,
    type: GraphQLObjectType | GraphQLInterfaceType,
    seen: Set<string>,
  ) => {
    if (node.kind === Kind.INLINE_FRAGMENT) return applies(node.typeCondition, type) ? node : null;
    const fragment = seen.has(node.name.value) ? undefined : fragments.get(node.name.value);
    seen.add(node.name.value);
    return fragment && applies(fragment.typeCondition, type) ? fragment : null;
  };
  const gather = (
    set: SelectionSetNode,
    type: GraphQLObjectType | GraphQLInterfaceType,
    groups: Map<string, FieldNode[]>,
    seen: Set<string>,
  ): void => {
    for (const node of set.selections) {
      if (!isSelected(node)) continue;
      if (node.kind === Kind.FIELD) {
        const name = responseName(node);
        groups.set(name, [...(groups.get(name) ?? []), node]);
        continue;
      }
      const fragment = fragmentFor(node, type, seen);
      if (fragment) gather(fragment.selectionSet, type, groups, seen);
    }
  };

  return (sets, type) => {
    const [only] = sets;
    const kept = only && sets.length === 1 ? known.get(only)?.get(type.name) : undefined;
    if (kept) return kept;
    const groups = new Map<string, FieldNode[]>();
    const seen = new Set<string>();
    for (const set of sets) gather(set, type, groups, seen);
    const collected = [...groups].map(([name, nodes]) => ({ responseName: name, nodes }));
    if (only && sets.length === 1) {
      const byType = known.get(only) ?? new Map<string, readonly FieldGroup[]>();
      known.set(only, byType.set(type.name, collected));
    }
    return collected;
  };
}
