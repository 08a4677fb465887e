import { PrismaPg } from '@prisma/adapter-pg';
import { AppError } from '../errors.ts';
import { type BindingOptions, BoundPool } from './bound-pool.ts';

/** What the SDK needs of a plugin's generated Prisma client; `transaction` hands out the same client in a transaction. */
export type PrismaLike<Tx> = {
  $transaction<T>(
    work: (tx: Tx) => Promise<T>,
    options?: { maxWait?: number; timeout?: number },
  ): Promise<T>;
  $disconnect(): Promise<void>;
};

/** The raw statements the SDK itself sends inside a plugin's transaction; always parameterised. */
export type RawExecutor = {
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<number>;
  $queryRaw<T>(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<T>;
};

type Slot<Client> = { readonly pool: BoundPool; readonly client: Client; busy: boolean };
type Waiter<Client> = { readonly tenantId: string; readonly give: (slot: Slot<Client>) => void };

/** A few connections, each with one Prisma client, lent to one tenant at a time. */
export type Slots<Client> = {
  /** Lends a slot bound to the tenant until `work` settles. */
  use<T>(tenantId: string, work: (client: Client) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Options: how many slots, how to make the plugin's client, and how long (ms) to wait for a free one. */
export type SlotOptions<Client> = BindingOptions & {
  readonly size: number;
  readonly createClient: (adapter: PrismaPg) => Client;
  readonly waitMs?: number;
};

/**
 * Makes the slots. A free slot already bound to the tenant is preferred, so that a busy tenant pays for no binding.
 * @throws AppError PLUGIN_UNAVAILABLE from `use` when no slot came free in time.
 */
export function createSlots<Client extends { $disconnect(): Promise<void> }>(
  options: SlotOptions<Client>,
): Slots<Client> {
  const slots = Array.from({ length: options.size }, () => createSlot(options));
  const waiting: Waiter<Client>[] = [];

  const take = (tenantId: string): Slot<Client> | undefined => {
    const free = slots.filter((slot) => !slot.busy);
    const slot = free.find(({ pool }) => pool.tenantId === tenantId) ?? free[0];
    if (slot) lend(slot, tenantId);
    return slot;
  };
  const giveBack = (slot: Slot<Client>): void => {
    slot.busy = false;
    const next = waiting.shift();
    if (next) next.give(lend(slot, next.tenantId));
  };

  return {
    async use(tenantId, work) {
      const slot = take(tenantId) ?? (await waitForSlot(waiting, tenantId, options.waitMs ?? 5000));
      try {
        return await work(slot.client);
      } finally {
        giveBack(slot);
      }
    },
    async close() {
      await Promise.all(slots.map(({ client }) => client.$disconnect()));
      await Promise.all(slots.map(({ pool }) => pool.end()));
    },
  };
}

function createSlot<Client>(options: SlotOptions<Client>): Slot<Client> {
  const pool = new BoundPool(options);
  return { pool, client: options.createClient(new PrismaPg(pool)), busy: false };
}

function lend<Client>(slot: Slot<Client>, tenantId: string): Slot<Client> {
  slot.busy = true;
  slot.pool.tenantId = tenantId;
  return slot;
}

function waitForSlot<Client>(
  waiting: Waiter<Client>[],
  tenantId: string,
  waitMs: number,
): Promise<Slot<Client>> {
  return new Promise((resolve, reject) => {
    const waiter: Waiter<Client> = {
      tenantId,
      give(slot) {
        clearTimeout(timer);
        resolve(slot);
      },
    };
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(waiter), 1);
      reject(new AppError('PLUGIN_UNAVAILABLE', 'The database is busy; try again in a moment.'));
    }, waitMs);
    waiting.push(waiter);
  });
}
