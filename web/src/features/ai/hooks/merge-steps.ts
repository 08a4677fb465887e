/** What is needed of a step to tell it from others. */
export type Step = { readonly step: string; readonly status: string; readonly at: string };

/** The steps that were read and those that events told since, oldest first, none twice. */
export function mergeSteps<One extends Step>(
  read: readonly One[],
  told: readonly One[],
): readonly One[] {
  const keyOf = ({ step, status, at }: One) => `${step} ${status} ${at}`;
  const known = new Map([...read, ...told].map((one) => [keyOf(one), one]));
  return [...known.values()].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}
