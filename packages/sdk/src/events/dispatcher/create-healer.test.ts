import { describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createLogger } from '../../create-logger.ts';
import type { EventLog } from '../event-log.ts';
import { createHealer } from './create-healer.ts';

const TENANT = 'a-tenant';

/** Heals once, the outbox at `before` when it is first read and at `after` from then on, the log at `logged`. */
async function heal(before: number, logged: number, after: number) {
  const errors: string[] = [];
  const compared: string[] = [];
  let reads = 0;
  const pool = {
    async query(text: string) {
      if (text.includes('app.outbox')) return { rows: [] };
      reads += 1;
      return { rows: [{ tenant_id: TENANT, last_position: String(reads === 1 ? before : after) }] };
    },
  } as unknown as pg.Pool;
  const eventLog = {
    kind: 'redis',
    lastPosition: async () => logged,
    onBell: async () => ({ stop: async () => undefined }),
  } as unknown as EventLog;
  const healer = await createHealer({
    pool,
    eventLog,
    logger: createLogger('test', 'error', { write: (line) => void errors.push(line) }),
    dispatch: () => undefined,
    compare: (tenantId) => compared.push(tenantId),
  });
  await healer.heal();
  await healer.stop();
  return { errors: errors.length, compared };
}

describe('the healer', () => {
  it('leaves a log alone that is where the outbox is', async () => {
    expect(await heal(5, 5, 5)).toEqual({ errors: 0, compared: [] });
  });

  it('has one compared that is behind, without a word', async () => {
    expect(await heal(5, 0, 5)).toEqual({ errors: 0, compared: [TENANT] });
  });

  it('does not take one for ahead that got an event between the two readings', async () => {
    expect(await heal(6, 7, 7)).toEqual({ errors: 0, compared: [] });
  });

  it('says so when one is ahead, and has it compared', async () => {
    expect(await heal(3, 5, 3)).toEqual({ errors: 1, compared: [TENANT] });
  });
});
