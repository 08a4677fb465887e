import type pg from 'pg';

/**
 * Locks the tenant's count until the transaction ends and returns its last position: whoever gives or reads positions
 * under this lock does so alone. Statements after it see what earlier holders committed.
 */
export async function lockPositions(client: pg.PoolClient, tenantId: string): Promise<number> {
  const select = 'select last_position from platform_control.event_positions where tenant_id = $1';
  const locked = () => client.query<{ last_position: string }>(`${select} for update`, [tenantId]);
  const { rows } = await locked();
  if (rows[0]) return Number(rows[0].last_position);
  await client.query(
    'insert into platform_control.event_positions (tenant_id) values ($1) on conflict do nothing',
    [tenantId],
  );
  return Number((await locked()).rows[0]?.last_position ?? 0);
}
