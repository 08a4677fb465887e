import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { z } from 'zod';
import { createLogger } from '../packages/sdk/src/create-logger.ts';
import { createEventLog } from '../packages/sdk/src/events/create-event-log.ts';
import { createDispatcher } from '../packages/sdk/src/events/dispatcher/create-dispatcher.ts';
import { uuidV7 } from '../packages/sdk/src/events/uuid-v7.ts';
import { readEnv } from '../packages/sdk/src/read-env.ts';
import { deriveSecrets } from '../scripts/platform-secrets.ts';
import { startTestCluster } from '../test/setup/test-cluster.ts';

/**
 * How long an event takes from sending its `commit` to the bell at another connection, in milliseconds, one at a time; and
 * how many events a second come through when they are committed at once. Over a throw-away PostgreSQL, and over Redis when
 * REDIS_URL names one. `node scripts/run.mjs bench/commit-to-bell.ts N`.
 */
const count = Number(process.argv[2] ?? '500');
const { REDIS_URL } = readEnv({ REDIS_URL: z.url().optional() });
const logger = createLogger('bench', 'error', process.stderr);
const cluster = await startTestCluster();
const adminUrl = new URL(cluster.url);
adminUrl.pathname = '/gestas_template';
const eventsUrl = new URL(adminUrl);
const { password } = deriveSecrets(Buffer.from(cluster.master, 'hex')).ofRole('gestas_events');
Object.assign(eventsUrl, { username: 'gestas_events', password });

const writer = new pg.Client({ connectionString: adminUrl.href });
try {
  await writer.connect();
  await measure();
  if (REDIS_URL) await measure(REDIS_URL);
} finally {
  await writer.end();
  await cluster.stop();
}

async function measure(redisUrl?: string): Promise<void> {
  const choice = { redisUrl, databaseUrl: eventsUrl.href, logger };
  const [publishing, hearing] = [createEventLog(choice), createEventLog(choice)];
  const tenantId = randomUUID();
  await writer.query(
    `insert into platform_control.tenants (id, slug, name) values ($1, $2, 'Bench')`,
    [tenantId, `bench-${tenantId}`],
  );
  const heard = createHearing();
  await hearing.onBell((bell) => bell.tenantId === tenantId && heard.hear(bell.position));
  const dispatcher = await createDispatcher({ ...choice, eventLog: publishing });

  const waits: number[] = [];
  for (let position = 1; position <= count; position += 1) {
    await writer.query('begin');
    await emit(tenantId, 1);
    const committed = performance.now();
    await writer.query('commit');
    waits.push((await heard.at(position)) - committed);
  }
  const begun = performance.now();
  await emit(tenantId, count);
  const perSecond = Math.round(count / (((await heard.at(2 * count)) - begun) / 1_000));

  waits.sort((a, b) => a - b);
  const at = (share: number) =>
    Number(waits[Math.min(count - 1, Math.floor(count * share))]?.toFixed(1));
  const line = { log: hearing.kind, count, p50: at(0.5), p99: at(0.99), most: at(1), perSecond };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  await dispatcher.stop();
  await Promise.all([publishing.close(), hearing.close()]);
}

async function emit(tenantId: string, events: number): Promise<void> {
  await writer.query(
    `insert into app.outbox (id, tenant_id, name, data)
     select id, $1, 'post:created', jsonb_build_object('postId', id) from unnest($2::uuid[]) as id`,
    [tenantId, Array.from({ length: events }, () => uuidV7())],
  );
}

/** When each position was heard; repeats are harmless. */
function createHearing() {
  const times = new Map<number, number>();
  const waiting = new Map<number, (time: number) => void>();
  return {
    hear(position: number): void {
      const time = times.get(position) ?? performance.now();
      times.set(position, time);
      waiting.get(position)?.(time);
    },
    async at(position: number): Promise<number> {
      const time = times.get(position);
      return time ?? new Promise((resolve) => waiting.set(position, resolve));
    },
  };
}
