import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { rewindConsumers } from './rewind-consumers.ts';
import { startTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

it('waits for a member at work, whose note of how far it came would undo it', async () => {
  const { id: tenantId } = await database.createTenant();
  const { id: other } = await database.createTenant();
  await database.query(
    `INSERT INTO platform_control.consumer_offsets
       (consumer_group, tenant_id, position, claimed_by, claimed_until)
     VALUES ('g', $1, 3, 'm', now() + interval '1 minute'), ('g', $2, 3, NULL, NULL)`,
    [tenantId, other],
  );
  let asked = 0;
  const query: TestDatabase['query'] = async (text, values) => {
    asked += 1;
    if (asked === 3) {
      await database.query(
        `UPDATE platform_control.consumer_offsets SET position = 7, claimed_by = NULL
         WHERE tenant_id = $1`,
        [tenantId],
      );
    }
    return database.query(text, values);
  };
  await rewindConsumers({ query }, tenantId);
  expect(asked).toBe(3);
  const rows = await database.query(
    'SELECT tenant_id, position::int FROM platform_control.consumer_offsets ORDER BY position',
  );
  expect(rows).toEqual([
    { tenant_id: tenantId, position: 0 },
    { tenant_id: other, position: 3 },
  ]);
});
