import DataLoader from 'dataloader';

/**
 * Loads rows by id in one query per tick, for one request. The answer keeps the order asked for; null where there is
 * no such row.
 */
export function batchById<Row extends { readonly id: string }>(
  readMany: (ids: readonly string[]) => Promise<readonly Row[]>,
): (id: string) => Promise<Row | null> {
  const loader = new DataLoader<string, Row | null>(async (ids) => {
    const rows = new Map((await readMany(ids)).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? null);
  });
  return (id) => loader.load(id);
}
