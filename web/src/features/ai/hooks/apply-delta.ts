/** A piece of an answer: `offset` is how many characters of the answer come before it. */
export type Delta = { readonly text: string; readonly offset: number };

/** The answer with one more piece, or null when pieces before it are missing: then it has to be read anew. */
export function applyDelta(text: string, delta: Delta): string | null {
  if (delta.offset > text.length) return null;
  const end = delta.offset + delta.text.length;
  return end <= text.length ? text : text.slice(0, delta.offset) + delta.text;
}
