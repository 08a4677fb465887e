import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { CostRules, FieldRule } from './cost-rules.ts';
import { inputCost } from './input-cost.ts';
import { type ListHint, listHint, sizeOf } from './list-size.ts';

/** Items assumed in a list that says nothing of its size. */
const DEFAULT_LIST_SIZE = 10;
const MUTATION_COST = 10;
const CEILING = 1e12;

/** What an operation is estimated with. */
type Estimate = {
  readonly rules: CostRules;
  readonly variables: Record<string, unknown>;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Fragments being walked, so that a circle ends. */
  readonly open: Set<string>;
};

/**
 * Estimates what an operation costs before it runs, by `@cost` and `@listSize`, as Apollo's router does after the IBM
 * cost specification (https://ibm.github.io/graphql-specs/cost-spec.html): a mutation 10; each composite value 1; a
 * list, its estimated size times its item; arguments by their weights; `@skip(if: true)` and `@include(if: false)` free.
 * Call it only on documents whose expanded selections are bounded. Unknown fields cost nothing: validation refuses them.
 */
export function estimateCost(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  rules: CostRules,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const estimate: Estimate = {
    rules,
    fragments,
    variables: withDefaults(operation, variables),
    open: new Set(),
  };
  const base = operation.operation === 'mutation' ? MUTATION_COST : 0;
  const root = rules.roots[operation.operation];
  return Math.min(base + setCost(operation.selectionSet, root, null, estimate), CEILING);
}

function setCost(
  set: SelectionSetNode,
  parentType: string,
  hint: ListHint | null,
  estimate: Estimate,
): number {
  let cost = 0;
  for (const selection of set.selections) {
    if (isSkipped(selection, estimate)) continue;
    cost += selectionCost(selection, parentType, hint, estimate);
  }
  return Math.min(cost, CEILING);
}

function selectionCost(
  selection: SelectionNode,
  parentType: string,
  hint: ListHint | null,
  estimate: Estimate,
): number {
  if (selection.kind === Kind.FIELD) return fieldCost(selection, parentType, hint, estimate);
  if (selection.kind === Kind.INLINE_FRAGMENT) {
    const type = selection.typeCondition?.name.value ?? parentType;
    return setCost(selection.selectionSet, type, hint, estimate);
  }
  const fragment = estimate.fragments.get(selection.name.value);
  if (!fragment || estimate.open.has(fragment.name.value)) return 0;
  estimate.open.add(fragment.name.value);
  const cost = setCost(fragment.selectionSet, fragment.typeCondition.name.value, hint, estimate);
  estimate.open.delete(fragment.name.value);
  return cost;
}

function fieldCost(
  field: FieldNode,
  parentType: string,
  hint: ListHint | null,
  estimate: Estimate,
): number {
  const rule = estimate.rules.fields.get(parentType)?.get(field.name.value);
  if (!rule) return 0;
  const own = listHint(rule, field, estimate.variables);
  const below = field.selectionSet ? setCost(field.selectionSet, rule.typeName, own, estimate) : 0;
  const count = rule.isList ? listLength(field, own, hint) : 1;
  return Math.max(
    0,
    count * (rule.weight + below) + argumentsCost(field.arguments, rule, estimate),
  );
}

function listLength(field: FieldNode, own: ListHint | null, parent: ListHint | null): number {
  return sizeOf(parent, field.name.value) ?? own?.ownSize ?? DEFAULT_LIST_SIZE;
}

function argumentsCost(
  given: readonly ArgumentNode[] | undefined,
  rule: FieldRule,
  { rules, variables }: Estimate,
): number {
  let cost = 0;
  for (const { name, value } of given ?? []) {
    const input = rule.arguments.get(name.value);
    if (input) cost += inputCost(value, input, rules, variables);
  }
  return cost;
}

function isSkipped({ directives }: SelectionNode, { variables }: Estimate): boolean {
  for (const { name, arguments: given } of directives ?? []) {
    const condition = given?.find((one) => one.name.value === 'if')?.value;
    const value = condition ? valueFromASTUntyped(condition, variables) : null;
    if (name.value === 'skip' && value === true) return true;
    if (name.value === 'include' && value === false) return true;
  }
  return false;
}

function withDefaults(
  { variableDefinitions }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const all: Record<string, unknown> = Object.assign(Object.create(null), variables);
  for (const { variable, defaultValue } of variableDefinitions ?? []) {
    const name = variable.name.value;
    if (all[name] === undefined && defaultValue) all[name] = valueFromASTUntyped(defaultValue);
  }
  return all;
}
