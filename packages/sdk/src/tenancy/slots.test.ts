import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PrismaPg } from '@prisma/adapter-pg';
import { startTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createSlots, type SlotOptions, type Slots } from './slots.ts';

/** As much of a Prisma client as slots need: plain queries through the same adapter and pool. */
type PlainClient = {
  query(sql: string): Promise<readonly unknown[]>;
  $disconnect(): Promise<void>;
};

function createPlainClient(adapter: PrismaPg): PlainClient {
  const connection = adapter.connect();
  return {
    async query(sql) {
      const { rows } = await (await connection).queryRaw({ sql, args: [], argTypes: [] });
      return rows[0] ?? [];
    },
    $disconnect: async () => (await connection).dispose(),
  };
}

let database: TestDatabase;
const open: Slots<PlainClient>[] = [];
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await Promise.all(open.map((slots) => slots.close()));
  await database.stop();
});

function openSlots(options: Partial<SlotOptions<PlainClient>> = {}): Slots<PlainClient> {
  const slots = createSlots({
    size: 1,
    connectionString: database.urlOf('gestas_cms'),
    tenantKey: database.tenantKeyOf('gestas_cms'),
    createClient: createPlainClient,
    ...options,
  });
  open.push(slots);
  return slots;
}

/** The backend a client talks to, and the tenant bound there. */
const whoAmI = async (client: PlainClient) => {
  const [pid, tenant] = await client.query('SELECT pg_backend_pid(), app.current_tenant()::text');
  return { pid, tenant };
};
/** Something to wait for, and the means to let it happen. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('slots', () => {
  it('bind the tenant whom they are lent to', async () => {
    const slots = openSlots();
    for (const tenantId of [randomUUID(), randomUUID(), randomUUID()]) {
      expect(await slots.use(tenantId, whoAmI)).toMatchObject({ tenant: tenantId });
    }
  });

  it('prefer the slot that is bound to the tenant already', async () => {
    const slots = openSlots({ size: 3 });
    const tenants = [randomUUID(), randomUUID(), randomUUID()];
    const first = await Promise.all(tenants.map((tenantId) => slots.use(tenantId, whoAmI)));
    expect(new Set(first.map(({ pid }) => pid)).size).toBe(3);
    for (const index of [2, 0, 1, 1, 0, 2]) {
      expect(await slots.use(tenants[index] ?? '', whoAmI)).toEqual(first[index]);
    }
  });

  it('belong to one at a time, and to the others in the order they came', async () => {
    const slots = openSlots();
    const { open: release, opened } = gate();
    const log: string[] = [];
    const turn = (name: string, until?: Promise<void>) =>
      slots.use(randomUUID(), async () => {
        log.push(`${name} begins`);
        await until;
        log.push(`${name} ends`);
      });
    const turns = [turn('first', opened), turn('second'), turn('third')];
    await Promise.resolve();
    expect(log).toEqual(['first begins']);
    release();
    await Promise.all(turns);
    expect(log).toEqual(
      ['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
  });

  it('refuse whoever waits too long, and are lost to nobody thereby', async () => {
    const slots = openSlots({ waitMs: 20 });
    const { open: release, opened } = gate();
    const first = slots.use(randomUUID(), () => opened);
    await expect(slots.use(randomUUID(), whoAmI)).rejects.toMatchObject({
      code: 'PLUGIN_UNAVAILABLE',
      message: 'The database is busy; try again in a moment.',
    });
    release();
    await first;
    const tenantId = randomUUID();
    expect(await slots.use(tenantId, whoAmI)).toMatchObject({ tenant: tenantId });
  });

  it('come back from work that fails', async () => {
    const slots = openSlots();
    const fail = () => Promise.reject(new Error('no'));
    await expect(slots.use(randomUUID(), fail)).rejects.toThrow('no');
    await expect(slots.use(randomUUID(), ({ query }) => query('SELECT 1/0'))).rejects.toThrow();
    const tenantId = randomUUID();
    expect(await slots.use(tenantId, whoAmI)).toMatchObject({ tenant: tenantId });
  });

  it('never show two tenants one connection at once', async () => {
    const slots = openSlots({ size: 2 });
    const tenants = Array.from({ length: 40 }, () => randomUUID());
    const seen = await Promise.all(
      tenants.map((tenantId) =>
        slots.use(tenantId, async (client) => {
          const before = await whoAmI(client);
          const after = await whoAmI(client);
          return before.tenant === after.tenant ? after.tenant : 'mixed';
        }),
      ),
    );
    expect(seen).toEqual(tenants);
  });
});

describe('a slot whose connection breaks', () => {
  const terminate = (pid: unknown) =>
    database.query('SELECT pg_terminate_backend($1, 5000)', [pid]);

  it('between two uses gets another one, bound anew', async () => {
    const slots = openSlots();
    const tenantId = randomUUID();
    const before = await slots.use(tenantId, whoAmI);
    await terminate(before.pid);
    let after: Awaited<ReturnType<typeof whoAmI>> | undefined;
    while (!after) after = await slots.use(tenantId, whoAmI).catch(() => undefined);
    expect(after.pid).not.toBe(before.pid);
    expect(after.tenant).toBe(tenantId);
  });

  it('during its use fails that one, and serves the next', async () => {
    const slots = openSlots();
    const tenantId = randomUUID();
    const broken = slots.use(tenantId, async (client) => {
      const { pid } = await whoAmI(client);
      const answer = client.query('SELECT pg_sleep(60)');
      await Promise.all([answer, terminate(pid)]);
    });
    await expect(broken).rejects.toThrow();
    let after: Awaited<ReturnType<typeof whoAmI>> | undefined;
    while (!after) after = await slots.use(tenantId, whoAmI).catch(() => undefined);
    expect(after.tenant).toBe(tenantId);
  });
});
