import type { Passage } from '../models/retrieval-service.ts';

const MARK = /\s?\[([1-9]\d{0,2}(?:\s*,\s*[1-9]\d{0,2})*)\]/g;

/** An answer whose citations exist. */
export type CheckedAnswer = {
  readonly text: string;
  /** The cited passages in the order of their new numbers. */
  readonly citations: readonly Passage[];
  /** How many citations were dropped because there is no such passage. */
  readonly invented: number;
};

/**
 * Holds an answer's citations, such as [2] or [1, 3], to the passages it was given and that still exist (`existing`, by id).
 * Those that exist are numbered anew from 1 in the order of their first use; invented ones are taken out and counted.
 */
export function checkCitations(
  text: string,
  passages: readonly Passage[],
  existing: ReadonlySet<string>,
): CheckedAnswer {
  const citations: Passage[] = [];
  let invented = 0;
  const renumber = (number: string): number | null => {
    const passage = passages[Number(number) - 1];
    if (!passage || !existing.has(passage.id)) {
      invented++;
      return null;
    }
    if (!citations.includes(passage)) citations.push(passage);
    return citations.indexOf(passage) + 1;
  };
  const checked = text.replace(MARK, (mark, numbers: string) => {
    const kept = numbers.split(',').flatMap((number) => renumber(number.trim()) ?? []);
    const space = /^\s/.exec(mark)?.[0] ?? '';
    return kept.length > 0 ? `${space}[${kept.join(', ')}]` : '';
  });
  return { text: checked, citations, invented };
}
