import { AppError } from '@gestas/sdk';
import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { type Condition, conditionsOf } from './conditions.ts';
import { responseName } from './private-names.ts';

/** A root field and all that must hold for it to be selected. */
type Selected = { readonly field: FieldNode; readonly conditions: readonly Condition[] };

const MOST_CASES = 64;

/**
 * Writes a mutation so that no root field is selected twice, whatever the variables: the planner would send it again, and
 * the plugin do it again. Fields of one response name become one, or several of which the conditions hold for one at most.
 * Throws AppError BAD_REQUEST when that takes too many cases.
 */
export function mergeMutationFields(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): OperationDefinitionNode {
  const fields = openRoot(operation.selectionSet.selections, fragments, []);
  const names = new Set(fields.map(({ field }) => responseName(field)));
  if (names.size === fields.length) return operation;
  const selections = fields.flatMap((selected) => {
    const group = fields.filter(
      ({ field }) => responseName(field) === responseName(selected.field),
    );
    return casesOf(selected, group);
  });
  return { ...operation, selectionSet: { ...operation.selectionSet, selections } };
}

function openRoot(
  selections: readonly SelectionNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  around: readonly Condition[],
): readonly Selected[] {
  return selections.flatMap((node): readonly Selected[] => {
    const conditions = consistent([...around, ...conditionsOf(node)]);
    if (!conditions) return [];
    if (node.kind === Kind.FIELD) return [{ field: node, conditions }];
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    return inner ? openRoot(inner.selectionSet.selections, fragments, conditions) : [];
  });
}

/** The field where it is the first of its group that is selected, with what the later ones select. */
function casesOf(selected: Selected, group: readonly Selected[]): readonly SelectionNode[] {
  const place = group.indexOf(selected);
  const later = group.slice(place + 1);
  const { selectionSet } = selected.field;
  const field: FieldNode = {
    ...selected.field,
    directives: (selected.field.directives ?? []).filter((node) => !isCondition(node)),
    ...(selectionSet && {
      selectionSet: {
        ...selectionSet,
        selections: [...selectionSet.selections, ...later.flatMap(below)],
      },
    }),
  };
  let cases: readonly (readonly Condition[])[] = [selected.conditions];
  for (const { conditions } of group.slice(0, place)) {
    cases = cases.flatMap((held) => without(held, conditions));
    if (cases.length > MOST_CASES) throw tooMany(field);
  }
  return cases.map((conditions) => wrap(conditions, [field]));
}

function below({ field, conditions }: Selected): readonly SelectionNode[] {
  const selections = field.selectionSet?.selections ?? [];
  if (conditions.length === 0 || selections.length === 0) return selections;
  return [wrap(conditions, selections)];
}

/** The cases, exclusive of each other, in which `held` holds and `other` doesn't. */
function without(
  held: readonly Condition[],
  other: readonly Condition[],
): readonly (readonly Condition[])[] {
  return other.flatMap(({ variable, expected }, index) => {
    const opposite = { variable, expected: !expected };
    return [consistent([...held, ...other.slice(0, index), opposite]) ?? []].filter(
      ({ length }) => length > 0,
    );
  });
}

/** The conditions, each once; null when they contradict each other. */
function consistent(conditions: readonly Condition[]): readonly Condition[] | null {
  const expected = new Map<string, boolean>();
  for (const condition of conditions) {
    if (expected.get(condition.variable) === !condition.expected) return null;
    expected.set(condition.variable, condition.expected);
  }
  return [...expected].map(([variable, value]) => ({ variable, expected: value }));
}

/** A fragment for each condition: a directive may stand only once at one place. */
function wrap(conditions: readonly Condition[], selections: readonly SelectionNode[]) {
  return conditions.reduceRight<SelectionNode>(
    (inner, condition) => fragmentOf([directiveOf(condition)], [inner]),
    selections.length === 1 && selections[0] ? selections[0] : fragmentOf([], selections),
  );
}

function fragmentOf(
  directives: readonly DirectiveNode[],
  selections: readonly SelectionNode[],
): SelectionNode {
  const selectionSet = { kind: Kind.SELECTION_SET, selections } as const;
  return { kind: Kind.INLINE_FRAGMENT, directives, selectionSet };
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

function directiveOf({ variable, expected }: Condition): DirectiveNode {
  const named = (value: string) => ({ kind: Kind.NAME, value }) as const;
  const value = { kind: Kind.VARIABLE, name: named(variable) } as const;
  return {
    kind: Kind.DIRECTIVE,
    name: named(expected ? 'include' : 'skip'),
    arguments: [{ kind: Kind.ARGUMENT, name: named('if'), value }],
  };
}

function tooMany(field: FieldNode): AppError {
  const message = `${responseName(field)} is selected under too many conditions; select it once.`;
  return new AppError('BAD_REQUEST', message);
}
