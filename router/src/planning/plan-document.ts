import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { conditionsOf, isNeverSelected } from './conditions.ts';
import { mergeMutationFields } from './merge-mutation-fields.ts';
import { type Operation, rootFields } from './operation.ts';
import { PRIVATE_PREFIX, responseName } from './private-names.ts';

/** What is left to plan of an operation. */
export type PlanDocument = {
  /** Null when nothing has to be fetched. */
  readonly document: DocumentNode | null;
  /** Fields without data: refused ones, and those of which only refused fields were selected. */
  readonly absent: ReadonlySet<FieldNode>;
};

/** What pruning a selection set left, and whether a refused field was among what went. */
type Pruned = { readonly selections: readonly SelectionNode[]; readonly lost: boolean };

/** A fragment after pruning; null when nothing is left of it. */
type PrunedFragment = {
  readonly definition: FragmentDefinitionNode | null;
  readonly lost: boolean;
};

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
const NOTHING: Pruned = { selections: [], lost: false };
const LOST: Pruned = { selections: [], lost: true };

/**
 * Makes the document that is planned: without refused fields, without introspection and aliases of `__typename` (the
 * router answers both), without what then is empty or unused, with private names, mutations without repeated fields. Where everything selected is
 * conditional `__typename` joins it, so that an object with nothing selected is `{}` and not null.
 */
export function makePlanDocument(
  operation: Operation,
  refused: ReadonlySet<FieldNode>,
  privateNames: ReadonlySet<string>,
): PlanDocument {
  const absent = new Set<FieldNode>();
  const fragments = new Map<string, PrunedFragment>();

  const prune = (set: SelectionSetNode): Pruned => {
    const parts = set.selections.filter((node) => !isNeverSelected(node)).map(pruneNode);
    const selections = parts.flatMap((part) => part.selections);
    return { selections, lost: parts.some(({ lost }) => lost) };
  };
  const pruneNode = (node: SelectionNode): Pruned => {
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      const { definition, lost } = pruneFragment(node.name.value);
      return { selections: definition ? [node] : [], lost };
    }
    if (node.kind === Kind.FIELD) return pruneField(node);
    const { selections, lost } = prune(node.selectionSet);
    if (selections.length === 0) return { selections, lost };
    return { selections: [{ ...node, selectionSet: setOf(selections) }], lost };
  };
  const lose = (node: FieldNode): Pruned => {
    absent.add(node);
    return LOST;
  };
  const pruneField = (node: FieldNode): Pruned => {
    if (refused.has(node)) return lose(node);
    if (node.name.value === '__typename') return { selections: [TYPENAME], lost: false };
    if (node.name.value.startsWith('__')) return NOTHING;
    const renamed = rename(node, privateNames);
    if (!node.selectionSet) return { selections: [renamed], lost: false };
    const { selections, lost } = prune(node.selectionSet);
    if (selections.length === 0 && lost) return lose(node);
    const complete = withCertainty(selections, fragments);
    return { selections: [{ ...renamed, selectionSet: setOf(complete) }], lost };
  };
  const pruneFragment = (name: string): PrunedFragment => {
    const known = fragments.get(name);
    if (known) return known;
    const fragment = operation.fragments.get(name);
    const { selections, lost } = fragment ? prune(fragment.selectionSet) : NOTHING;
    const isLeft = fragment && selections.length > 0;
    const definition = isLeft ? { ...fragment, selectionSet: setOf(selections) } : null;
    const pruned = { definition, lost };
    fragments.set(name, pruned);
    return pruned;
  };

  const { selections } = prune(operation.definition.selectionSet);
  const pruned = { ...operation.definition, selectionSet: setOf(selections) };
  const kept = [...fragments.values()].flatMap((fragment) => fragment.definition ?? []);
  const named = new Map(kept.map((fragment) => [fragment.name.value, fragment]));
  const isMutation = pruned.operation === OperationTypeNode.MUTATION;
  const definition = isMutation ? mergeMutationFields(pruned, named) : pruned;
  const isEmpty = rootFields({ definition, fragments: named }).every(
    ({ name }) => name.value === '__typename',
  );
  return { document: isEmpty ? null : withUsedVariables(definition, kept), absent };
}

function setOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

function rename(node: FieldNode, privateNames: ReadonlySet<string>): FieldNode {
  const name = responseName(node);
  if (!privateNames.has(name)) return node;
  return { ...node, alias: { kind: Kind.NAME, value: PRIVATE_PREFIX + name } };
}

function withCertainty(
  selections: readonly SelectionNode[],
  fragments: ReadonlyMap<string, PrunedFragment>,
): readonly SelectionNode[] {
  const isGiven = selections.some((selection) => isCertain(selection, fragments));
  return isGiven ? selections : [...selections, TYPENAME];
}

/** Whether the selection gives a value in every execution, whatever the variables. */
function isCertain(node: SelectionNode, fragments: ReadonlyMap<string, PrunedFragment>): boolean {
  if (conditionsOf(node).length > 0) return false;
  if (node.kind === Kind.FIELD) return true;
  const inner =
    node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value)?.definition;
  return (
    inner?.selectionSet.selections.some((selection) => isCertain(selection, fragments)) ?? false
  );
}

function withUsedVariables(
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
): DocumentNode {
  const used = new Set<string>();
  const { variableDefinitions = [], ...rest } = operation;
  visit(
    { kind: Kind.DOCUMENT, definitions: [rest, ...fragments] },
    { Variable: ({ name }) => void used.add(name.value) },
  );
  const definition: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: variableDefinitions.filter(({ variable }) =>
      used.has(variable.name.value),
    ),
  };
  return { kind: Kind.DOCUMENT, definitions: [definition, ...fragments] };
}
