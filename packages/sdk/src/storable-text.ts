/** PostgreSQL holds neither U+0000 in text nor half a surrogate pair in JSON. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** What is wrong with text no database keeps. */
export const UNSTORABLE_TEXT = 'must be well-formed text without U+0000';

/**
 * The dotted path of the first text (value or key) in a JSON-like value that PostgreSQL can't hold; null when it can hold
 * all. Walks without recursion, so that no nesting exhausts the stack.
 */
export function findUnstorableText(value: unknown): string | null {
  let level: readonly Place[] = [{ path: '', value }];
  while (level.length > 0) {
    const fault = level.find(
      ({ value: text }) => typeof text === 'string' && UNSTORABLE.test(text),
    );
    if (fault) return fault.path;
    level = level.flatMap(placesIn);
  }
  return null;
}

type Place = { readonly path: string; readonly value: unknown };

/** What lies in a value; a key counts as text at the value's own place. */
function placesIn({ path, value }: Place): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    { path, value: key },
    { path: path ? `${path}.${key}` : key, value: inner },
  ]);
}
