import { type DirectiveNode, Kind } from 'graphql';

/** `@skip` and `@include` with a variable: the node is selected when the variable has the expected value. */
export type Condition = { readonly variable: string; readonly expected: boolean };

/** Anything directives may sit on. */
type Conditional = { readonly directives?: readonly DirectiveNode[] | undefined };

/** Whether a literal `@skip(if: true)` or `@include(if: false)` takes the node out in every execution. */
export function isNeverSelected(node: Conditional): boolean {
  return readConditions(node).some((condition) => condition === false);
}

/** The conditions with variables on the node; all must hold. */
export function conditionsOf(node: Conditional): readonly Condition[] {
  return readConditions(node).filter((condition) => typeof condition === 'object');
}

/** Whether all the conditions hold with these coerced variables. */
export function conditionsHold(
  conditions: readonly Condition[],
  variables: Readonly<Record<string, unknown>>,
): boolean {
  return conditions.every(({ variable, expected }) => variables[variable] === expected);
}

function readConditions({ directives = [] }: Conditional): readonly (Condition | boolean)[] {
  return directives.flatMap(({ name, arguments: args = [] }): readonly (Condition | boolean)[] => {
    if (name.value !== 'skip' && name.value !== 'include') return [];
    const expected = name.value === 'include';
    const value = args.find((argument) => argument.name.value === 'if')?.value;
    if (value?.kind === Kind.VARIABLE) return [{ variable: value.name.value, expected }];
    return value?.kind === Kind.BOOLEAN ? [value.value === expected] : [];
  });
}
