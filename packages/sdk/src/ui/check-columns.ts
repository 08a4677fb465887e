import {
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
} from 'graphql';
import type { UiColumn } from './plugin-ui.ts';
import type { Chosen } from './read-document.ts';

/** Scalars each format can show; null: any. */
const SHOWN: Readonly<Record<UiColumn['format'], readonly string[] | null>> = {
  text: null,
  number: ['Int', 'Float', 'Decimal', 'String'],
  money: ['Money'],
  date: ['Date', 'DateTime', 'String'],
  dateTime: ['DateTime'],
  boolean: ['Boolean'],
  enum: null,
};

/** The rows of a connection that can be paged, or what it lacks. */
export function pagedRowsOf(root: Chosen): Chosen | string {
  const page = root.children.get('pageInfo');
  if (!page?.children.has('hasNextPage') || !page.children.has('endCursor')) {
    return 'must select pageInfo { hasNextPage endCursor }';
  }
  return rowsOf(root) ?? 'must select nodes or edges { node }';
}

/** The rows of a connection, paged or not. */
export function rowsOf(root: Chosen): Chosen | undefined {
  return root.children.get('nodes') ?? root.children.get('edges')?.children.get('node');
}

/** Checks that each column's path leads from `from` to a value its format can show. */
export function checkColumns(from: Chosen, columns: readonly UiColumn[]): readonly string[] {
  return columns.flatMap(({ path, format }) => {
    const value = valueAt(from, path);
    if (typeof value === 'string') return [`${path} ${value}`];
    const named = getNamedType(value);
    const isFit =
      format === 'enum' ? isEnumType(named) : (SHOWN[format]?.includes(named.name) ?? true);
    return isFit ? [] : [`${path} is of type ${named.name}, which can not be shown as ${format}`];
  });
}

/** The type of the single value at a path, or what is wrong with the path. */
export function valueAt(from: Chosen, path: string): GraphQLOutputType | string {
  let at: Chosen | undefined = from;
  for (const [depth, key] of path.split('.').entries()) {
    if (depth > 0 && isListType(getNullableType(at.type))) return 'leads through a list';
    at = at.children.get(key);
    if (!at) return 'is not selected by the document';
  }
  return at.children.size > 0 ? 'is not a single value' : at.type;
}
