import { type FieldNode, Kind, type ValueNode } from 'graphql';
import type { FieldRule } from './cost-rules.ts';

/** What a field's `@listSize` says of this call. */
export type ListHint = {
  /** Items of the field's own list; null when the directive speaks of the lists below it. */
  readonly ownSize: number | null;
  /** Items of the lists named by `sizedFields`. */
  readonly size: number | null;
  readonly sizedFields: readonly string[];
};

/**
 * Applies `@listSize` to one call: the largest slicing argument given (or defaulted), else the assumed size.
 * `requireOneSlicingArgument` is not enforced: a call without one is simply charged the assumed size.
 */
export function listHint(
  { listSize, arguments: rules }: FieldRule,
  field: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): ListHint | null {
  if (!listSize) return null;
  const slices = listSize.slicingArguments.flatMap((name) => {
    const given = field.arguments?.find((one) => one.name.value === name)?.value;
    const slice = given ? wholeNumber(given, variables) : null;
    const value = slice ?? rules.get(name)?.defaultSize ?? null;
    return value === null ? [] : [Math.max(0, value)];
  });
  const size = slices.length > 0 ? Math.max(...slices) : listSize.assumedSize;
  const { sizedFields } = listSize;
  return { ownSize: sizedFields.length > 0 ? null : size, size, sizedFields };
}

/** The size that a field's parent gives to its list, if the parent names it. */
export function sizeOf(parent: ListHint | null, fieldName: string): number | null {
  return parent?.sizedFields.includes(fieldName) ? parent.size : null;
}

function wholeNumber(
  value: ValueNode,
  variables: Readonly<Record<string, unknown>>,
): number | null {
  const given = value.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  if (typeof given === 'number') return given;
  return value.kind === Kind.INT ? Number(value.value) : null;
}
