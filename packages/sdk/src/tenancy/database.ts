import type { PrismaLike, Slots } from './slots.ts';

/**
 * One tenant's view of the plugin's database. `Tx` is the plugin's generated transaction client; outside a transaction
 * each `run` borrows a slot for its own duration.
 */
export type Database<Tx> = {
  readonly tenantId: string;
  run<T>(work: (client: Tx) => Promise<T>): Promise<T>;
};

/** The view of a tenant outside any transaction. */
export function createDatabase<Tx, Client extends PrismaLike<Tx> & Tx>(
  slots: Slots<Client>,
  tenantId: string,
): Database<Tx> {
  return { tenantId, run: (work) => slots.use(tenantId, work) };
}

const TRANSACTION_TIMEOUT_MS = 10_000;

/** Runs `work` in one transaction of the tenant; a throw rolls everything back. */
export function inTransaction<Tx, Client extends PrismaLike<Tx> & Tx, T>(
  slots: Slots<Client>,
  tenantId: string,
  work: (database: Database<Tx>, tx: Tx) => Promise<T>,
): Promise<T> {
  return slots.use(tenantId, (client) =>
    client.$transaction((tx) => work({ tenantId, run: (inner) => inner(tx) }, tx), {
      maxWait: TRANSACTION_TIMEOUT_MS,
      timeout: TRANSACTION_TIMEOUT_MS,
    }),
  );
}
