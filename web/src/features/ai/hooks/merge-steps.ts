/** What is needed of a step to tell it from others. */
export type Step = { readonly step: string; readonly status: string; readonly at: string };

/** Milliseconds. The clocks that an event and its row are stamped by are read one after the other. */
const SAME_WITHIN = 2_000;

/**
 * The steps that were read and those that events told since, oldest first, none twice. Each read step stands for one told
 * step of its name, status and, nearly, time; a step that comes again in another round stays.
 */
export function mergeSteps<One extends Step>(
  read: readonly One[],
  told: readonly One[],
): readonly One[] {
  const open = [...read];
  const once = new Map(told.map((one) => [`${one.step} ${one.status} ${one.at}`, one]));
  const news = [...once.values()].filter((one) => {
    const place = open.findIndex((other) => isSame(one, other));
    if (place >= 0) open.splice(place, 1);
    return place < 0;
  });
  return [...read, ...news].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function isSame(one: Step, other: Step): boolean {
  const distance = Math.abs(Date.parse(one.at) - Date.parse(other.at));
  return one.step === other.step && one.status === other.status && distance < SAME_WITHIN;
}
