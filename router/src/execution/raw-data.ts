/** Data as plugins gave it: objects without a prototype, so that no name in it means anything to JavaScript. */
export type RawObject = { [name: string]: unknown };

/** An object without a prototype. */
export function rawObject(): RawObject {
  return Object.create(null);
}

/** Whether the value is an object and not a list. */
export function isRawObject(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Copies `source` into `target`, deeply. What is there stays unless the other says more: an object is not lost to a
 * null, lists of one length are merged item by item, and a `__typename` that `keepTypename` vouches for isn't replaced.
 */
export function mergeRaw(
  target: RawObject,
  source: RawObject,
  keepTypename: (name: unknown) => boolean,
): void {
  for (const name of Object.keys(source)) {
    if (name === '__typename' && keepTypename(target[name])) continue;
    target[name] = merged(target[name], source[name], keepTypename);
  }
}

function merged(
  before: unknown,
  after: unknown,
  keepTypename: (name: unknown) => boolean,
): unknown {
  if (after === null || after === undefined) return before ?? null;
  if (Array.isArray(after)) {
    const same = Array.isArray(before) && before.length === after.length ? before : null;
    return after.map((item, index) => merged(same?.[index], item, keepTypename));
  }
  if (typeof after !== 'object') return after;
  const target = isRawObject(before) ? before : rawObject();
  if (isRawObject(after)) mergeRaw(target, after, keepTypename);
  return target;
}
