/** A stretch of an answer: plain text, or the number of a passage that it cites. */
export type Stretch = { readonly at: number; readonly text: string; readonly citation?: number };

/** Splits an answer at its citations, such as [1]; numbers without a passage stay text. */
export function splitCitations(text: string, count: number): readonly Stretch[] {
  let at = 0;
  return text.split(/(\[\d{1,2}\])/).flatMap((part) => {
    const start = at;
    at += part.length;
    if (part === '') return [];
    const number = Number(/^\[(\d{1,2})\]$/.exec(part)?.[1] ?? 0);
    const isCitation = number >= 1 && number <= count;
    return [{ at: start, text: part, ...(isCitation ? { citation: number } : {}) }];
  });
}
