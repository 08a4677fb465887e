import type { TestDatabase } from './test-database.ts';

/**
 * Has a tenant's events handed to their consumers again, from the first one, over PostgreSQL: what a consumer does must
 * come out the same. Waits for the moment when nobody is at work on them, who would note afterwards how far it came.
 */
export async function rewindConsumers(
  database: Pick<TestDatabase, 'query'>,
  tenantId: string,
): Promise<void> {
  for (;;) {
    const rewound = await database.query(
      `UPDATE platform_control.consumer_offsets SET position = 0
       WHERE tenant_id = $1 AND claimed_by IS NULL RETURNING 1`,
      [tenantId],
    );
    if (rewound.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
