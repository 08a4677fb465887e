import { z } from 'zod';
import { AppError } from './errors.ts';
import { parseInput } from './parse-input.ts';
import { parseMoment } from './parse-moment.ts';
import { findUnstorableText } from './storable-text.ts';

const DEFAULT_PAGE = 20;
const LARGEST_PAGE = 100;

/** Arguments of every list: how many, and the cursor after which to continue. */
export type PageArguments = {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
};

/** A parsed page request; `after` is the sort key of the last row seen. */
export type Page<Key> = { readonly first: number; readonly after: Key | null };

/** A Relay connection (https://relay.dev/graphql/connections.htm); the count is taken only when it is asked for. */
export type Connection<Node> = {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: () => Promise<number>;
};

const First = z.object({
  first: z
    .int()
    .min(1, 'must be 1 or more')
    .max(LARGEST_PAGE, `must be ${LARGEST_PAGE} or less`)
    .nullish(),
});

/**
 * Parses `first` (default 20, at most 100) and `after`.
 * @throws AppError BAD_USER_INPUT for a bad size or a cursor that is not of this list.
 */
export function parsePage<Schema extends z.ZodType>(
  keySchema: Schema,
  input: PageArguments,
): Page<z.output<Schema>> {
  const { first } = parseInput(First, { first: input.first });
  return {
    first: first ?? DEFAULT_PAGE,
    after: input.after ? decodeCursor(keySchema, input.after) : null,
  };
}

/** Makes a cursor of a row's sort key; opaque to clients. */
export function encodeCursor(key: unknown): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** A moment as part of a cursor's sort key: a Date goes in and comes out. */
export const CursorDate = z.string().transform((text, ctx) => {
  const date = parseMoment(text);
  if (date) return date;
  ctx.addIssue('must be a moment');
  return z.NEVER;
});

function decodeCursor<Schema extends z.ZodType>(schema: Schema, cursor: string): z.output<Schema> {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (findUnstorableText(key) !== null) throw new Error('no key of ours');
    return schema.parse(key);
  } catch {
    throw new AppError(
      'BAD_USER_INPUT',
      'The cursor is not one of this list: use `endCursor` of a page.',
      {
        fields: { after: 'is not a cursor of this list' },
      },
    );
  }
}

/**
 * Makes a connection from rows read with `first + 1` as the limit, so that the extra row tells of a next page.
 * `keyOf` gives a row's sort key.
 */
export function toConnection<Row>(
  rows: readonly Row[],
  page: Page<unknown>,
  keyOf: (row: Row) => unknown,
  totalCount: () => Promise<number>,
): Connection<Row> {
  const nodes = rows.slice(0, page.first);
  const edges = nodes.map((node) => ({ cursor: encodeCursor(keyOf(node)), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > page.first,
      hasPreviousPage: page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}
