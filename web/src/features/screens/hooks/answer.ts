/** What a document of a manifest answers: anything, as far as the types know. */
export type Answer = Readonly<Record<string, unknown>>;

/** Whether a value has keys. */
export function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of keys joined by dots; undefined where there is none. */
export function readPath(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (isAnswer(at) && Object.hasOwn(at, key) ? at[key] : undefined),
      value,
    );
}

/** What the one root field of a document answered. */
export function rootOf(answer: unknown): unknown {
  if (!isAnswer(answer)) return undefined;
  const key = rootKey(answer);
  return key === undefined ? undefined : answer[key];
}

/** The rows of a connection, how many there are in all, and where to go on. */
export function readConnection(answer: unknown) {
  const root = rootOf(answer);
  const edges = listAt(root, 'edges').map((edge) => readPath(edge, 'node'));
  const rows = (isList(root, 'nodes') ? listAt(root, 'nodes') : edges).filter(isAnswer);
  const total = readPath(root, 'totalCount');
  const next = readPath(root, 'pageInfo.endCursor');
  return {
    rows,
    total: typeof total === 'number' ? total : rows.length,
    next: readPath(root, 'pageInfo.hasNextPage') === true && typeof next === 'string' ? next : null,
  };
}

/** A page of a connection with the page after it; `pageInfo` is the later one's. */
export function appendPage(before: Answer, later: Answer | undefined): Answer {
  const key = rootKey(before);
  const root = rootOf(before);
  const more = rootOf(later);
  if (key === undefined || !isAnswer(root) || !isAnswer(more)) return before;
  const joined = ['nodes', 'edges']
    .filter((list) => isList(root, list))
    .map((list) => [list, [...listAt(root, list), ...listAt(more, list)]]);
  return { ...before, [key]: { ...more, ...Object.fromEntries(joined) } };
}

function rootKey(answer: Answer): string | undefined {
  return Object.keys(answer).find((key) => key !== '__typename');
}

function isList(value: unknown, key: string): boolean {
  return Array.isArray(readPath(value, key));
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = readPath(value, key);
  return Array.isArray(list) ? list : [];
}
