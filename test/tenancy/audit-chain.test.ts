import { tenantSignature } from '@gestas/sdk';
import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

let database: TestDatabase;
let system: pg.Client;
beforeAll(async () => {
  database = await startTestDatabase();
  system = await connect('gestas_system');
});
afterAll(async () => {
  await system.end();
  await database.stop();
});

async function connect(role: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.urlOf(role) });
  await client.connect();
  return client;
}

/** Binds a connection to a tenant, as the SDK does. */
async function bind(client: pg.Client, role: string, tenantId: string): Promise<void> {
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  const signature = tenantSignature(database.tenantKeyOf(role), tenantId, role, rows[0].pid);
  await client.query(
    "SELECT set_config('app.tenant_id', $1, false), set_config('app.tenant_sig', $2, false)",
    [tenantId, signature],
  );
}

const INSERT = `INSERT INTO app.audit_entries (tenant_id, plugin, action, target, outcome, request_id, details)
  VALUES ($1, 'plugin-test', $2, 'Post:1', 'OK', 'a request', '{"fields": ["title"]}')`;

async function verify(tenantId: string) {
  await bind(system, 'gestas_system', tenantId);
  const { rows } = await system.query('SELECT * FROM app.verify_audit_chain()');
  return rows[0];
}

/** A tenant with so many rows, and a way to tamper with them as whoever owns the table. */
async function openChain(length: number) {
  const { id } = await database.createTenant();
  for (let n = 1; n <= length; n += 1) await database.query(INSERT, [id, `deed ${n}`]);
  return {
    id,
    tamper: (statement: string) => database.query(statement.replaceAll('TENANT', `'${id}'`)),
    verify: () => verify(id),
  };
}

const whole = (checked: number) => ({ checked: String(checked), broken_seq: null, fault: null });
const broken = (seq: number, fault: string) => ({
  checked: String(seq - 1),
  broken_seq: String(seq),
  fault,
});

describe('the chain', () => {
  it('holds as written, for each tenant by itself, and where nothing was done', async () => {
    const [first, second, empty] = [await openChain(5), await openChain(3), await openChain(0)];
    expect(await first.verify()).toEqual(whole(5));
    expect(await second.verify()).toEqual(whole(3));
    expect(await empty.verify()).toEqual(whole(0));
  });

  it('holds when many write at once, in the order of its numbers and times, and through rollbacks', async () => {
    const { id, verify: check } = await openChain(1);
    const clients = await Promise.all(
      ['gestas_cms', 'gestas_auth', 'gestas_system', 'gestas_cms'].map(async (role) => {
        const client = await connect(role);
        await bind(client, role, id);
        return client;
      }),
    );
    await Promise.all(
      clients.map(async (client, index) => {
        for (let n = 0; n < 50; n += 1) {
          await client.query('BEGIN');
          await client.query(INSERT, [id, `${index}.${n}`]);
          await client.query(n % 10 === 9 ? 'ROLLBACK' : 'COMMIT');
        }
      }),
    );
    await Promise.all(clients.map((client) => client.end()));
    expect(await check()).toEqual(whole(1 + 4 * 45));
    const [order] = await database.query(
      `SELECT bool_and(seq = number AND at > before) AS holds FROM (
         SELECT seq, at, row_number() OVER (ORDER BY seq) AS number,
           lag(at, 1, '-infinity') OVER (ORDER BY seq) AS before
         FROM app.audit_entries WHERE tenant_id = $1) AS rows`,
      [id],
    );
    expect(order).toEqual({ holds: true });
  });

  it('takes nothing a plugin says of number, time and hashes', async () => {
    const { id, verify: check } = await openChain(2);
    const client = await connect('gestas_cms');
    await bind(client, 'gestas_cms', id);
    await client.query(
      `INSERT INTO app.audit_entries (tenant_id, plugin, action, outcome, request_id, seq, at, hash, previous_hash)
       VALUES ($1, 'plugin-cms', 'forged', 'OK', 'r', 1, '2000-01-01', 'x', 'y')`,
      [id],
    );
    for (const statement of [
      "UPDATE app.audit_entries SET action = 'x'",
      'DELETE FROM app.audit_entries',
      'TRUNCATE app.audit_entries',
      'SELECT * FROM platform_control.audit_heads',
      'SELECT * FROM app.verify_audit_chain()',
      'ALTER TABLE app.audit_entries DISABLE TRIGGER chain',
    ]) {
      await expect(client.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    }
    await client.end();
    expect(await check()).toEqual(whole(3));
  });

  it('is verified for the bound tenant only', async () => {
    const { id } = await openChain(2);
    const unbound = await connect('gestas_system');
    await unbound.query("SELECT set_config('app.tenant_id', $1, false)", [id]);
    const { rows } = await unbound.query('SELECT * FROM app.verify_audit_chain()');
    await unbound.end();
    expect(rows[0]).toEqual(whole(0));
  });
});

describe('tampering is found where it begins:', () => {
  it.each([
    ['a changed action', "SET action = 'other' WHERE seq = 3", 3],
    ['changed details', `SET details = '{"fields": []}' WHERE seq = 1`, 1],
    ['a changed time', "SET at = at + interval '1 microsecond' WHERE seq = 6", 6],
    ['another actor', 'SET actor_id = gen_random_uuid() WHERE seq = 2', 2],
    ['another request', "SET request_id = 'other' WHERE seq = 4", 4],
    ['a target taken away', 'SET target = NULL WHERE seq = 5', 5],
  ])('%s', async (_what, change, seq) => {
    const chain = await openChain(6);
    await chain.tamper(`UPDATE app.audit_entries ${change} AND tenant_id = TENANT`);
    expect(await chain.verify()).toEqual(broken(seq, 'CHANGED'));
  });

  it('a changed row whose own hash was made to fit', async () => {
    const chain = await openChain(6);
    await chain.tamper(
      "UPDATE app.audit_entries SET action = 'other' WHERE seq = 3 AND tenant_id = TENANT",
    );
    await chain.tamper(
      'UPDATE app.audit_entries AS e SET hash = app.audit_hash(e) WHERE seq = 3 AND tenant_id = TENANT',
    );
    expect(await chain.verify()).toEqual(broken(4, 'UNLINKED'));
  });

  it('a deleted row, the first one too, and all numbers moved up after it', async () => {
    const chain = await openChain(6);
    await chain.tamper('DELETE FROM app.audit_entries WHERE seq = 3 AND tenant_id = TENANT');
    expect(await chain.verify()).toEqual(broken(3, 'MISSING'));
    for (const seq of [4, 5, 6]) {
      await chain.tamper(
        `UPDATE app.audit_entries SET seq = seq - 1 WHERE seq = ${seq} AND tenant_id = TENANT`,
      );
    }
    expect(await chain.verify()).toEqual(broken(3, 'CHANGED'));
    const other = await openChain(3);
    await other.tamper('DELETE FROM app.audit_entries WHERE seq = 1 AND tenant_id = TENANT');
    expect(await other.verify()).toEqual(broken(1, 'MISSING'));
  });

  it('two rows swapped', async () => {
    const chain = await openChain(6);
    for (const [from, to] of [
      [2, 0],
      [5, 2],
      [0, 5],
    ]) {
      await chain.tamper(
        `UPDATE app.audit_entries SET seq = ${to} WHERE seq = ${from} AND tenant_id = TENANT`,
      );
    }
    expect(await chain.verify()).toEqual(broken(2, 'CHANGED'));
  });

  it('a row appended past the trigger, linked as it should be', async () => {
    const chain = await openChain(4);
    await chain.tamper('ALTER TABLE app.audit_entries DISABLE TRIGGER chain');
    await chain.tamper(
      `INSERT INTO app.audit_entries (tenant_id, plugin, action, outcome, request_id, seq, previous_hash, hash)
       SELECT TENANT, 'plugin-test', 'forged', 'OK', 'r', 5, hash, '' FROM app.audit_entries
       WHERE seq = 4 AND tenant_id = TENANT`,
    );
    await chain.tamper('ALTER TABLE app.audit_entries ENABLE TRIGGER chain');
    await chain.tamper(
      'UPDATE app.audit_entries AS e SET hash = app.audit_hash(e) WHERE seq = 5 AND tenant_id = TENANT',
    );
    expect(await chain.verify()).toEqual(broken(5, 'APPENDED'));
  });

  it('a tail that was cut off, all of it too', async () => {
    const chain = await openChain(4);
    await chain.tamper('DELETE FROM app.audit_entries WHERE seq >= 3 AND tenant_id = TENANT');
    expect(await chain.verify()).toEqual(broken(3, 'TRUNCATED'));
    await chain.tamper('DELETE FROM app.audit_entries WHERE tenant_id = TENANT');
    expect(await chain.verify()).toEqual(broken(1, 'TRUNCATED'));
  });

  it('the last row changed and re-hashed', async () => {
    const chain = await openChain(4);
    await chain.tamper(
      "UPDATE app.audit_entries SET action = 'other' WHERE seq = 4 AND tenant_id = TENANT",
    );
    await chain.tamper(
      'UPDATE app.audit_entries AS e SET hash = app.audit_hash(e) WHERE seq = 4 AND tenant_id = TENANT',
    );
    expect(await chain.verify()).toEqual(broken(4, 'CHANGED'));
  });

  it('but not by whoever can write the head too, and makes everything anew: nothing inside the database can tell', async () => {
    const chain = await openChain(4);
    await chain.tamper('DELETE FROM app.audit_entries WHERE seq = 4 AND tenant_id = TENANT');
    await chain.tamper(
      `UPDATE platform_control.audit_heads AS h SET seq = 3, hash = e.hash FROM app.audit_entries AS e
       WHERE e.seq = 3 AND e.tenant_id = TENANT AND h.tenant_id = TENANT`,
    );
    expect(await chain.verify()).toEqual(whole(3));
  });
});
