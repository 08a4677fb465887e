import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInternalTokenSigner } from '@gestas/sdk';
import { startTestPlugin, type TestDatabase } from '@gestas/sdk/testing';
import type { JWK } from 'jose';
import { type Doomed, startDoomed } from './doomed.ts';
import type { DoomedTask } from './doomed-worker.ts';
import { createPausingPlugin } from './pausing-plugin.ts';

const LEASE_MS = 1_500;
const PROMPT = 'Crea un controlador de productos con nombre, precio y stock';
const NOWHERE = { reach: async () => undefined, stick: () => undefined };
const NOBODY = { roleId: randomUUID(), sessionId: randomUUID(), permissions: ['*'] };

/** A run that waits: of which tenant, and asked for by whom. */
export type Waiting = { readonly id: string; readonly tenantId: string; readonly userId: string };

/** A worker that takes up what others leave, in this process, and those that are to be killed, in theirs. */
export async function startKillWorld() {
  const mountRoot = mkdtempSync(join(tmpdir(), 'gestas-kill-'));
  const keys = generateKeyPairSync('ed25519');
  const sign = createInternalTokenSigner(keys.privateKey.export({ format: 'jwk' }) as JWK);
  let isLooking = false;
  const options = { points: NOWHERE, mountRoot, leaseMs: LEASE_MS, isLooking: () => isLooking };
  const survivor = await startTestPlugin(createPausingPlugin(options));
  const { database } = survivor;
  const doomed: Doomed[] = [];

  async function waiting(): Promise<Waiting> {
    isLooking = false;
    const run = await insertRun(database);
    const key = `ai:open-run:${run.tenantId}:${run.id}`;
    await survivor.keyValue.set(key, '1', { expiresInMs: 600_000 });
    return run;
  }

  async function doom(stopAt: string, given: Partial<DoomedTask> = {}): Promise<Doomed> {
    const started = await startDoomed({
      databaseUrl: database.urlOf('gestas_ai'),
      eventsUrl: database.urlOf('gestas_events'),
      tenantKey: database.tenantKeyOf('gestas_ai').toString('hex'),
      routerKey: keys.publicKey.export({ format: 'jwk' }) as JWK,
      mountRoot,
      leaseMs: LEASE_MS,
      hasSandbox: false,
      stopAt,
      ...given,
    });
    doomed.push(started);
    return started;
  }

  return {
    survivor,
    mountRoot,
    waiting,
    doom,
    /** Lets the survivor look for what nobody holds. */
    look: () => {
      isLooking = true;
    },
    ended: (id: string) =>
      until(async () => {
        const [row] = await database.query('SELECT status FROM ai.generation_runs WHERE id = $1', [
          id,
        ]);
        return row?.status !== 'RUNNING';
      }),
    token: ({ tenantId, userId }: Waiting) =>
      sign('plugin-ai-framework', { viewer: { ...NOBODY, tenantId, userId }, session: undefined }),
    kept: (run: Waiting) => keptOf(database, run),
    async stop() {
      await Promise.all(doomed.map((one) => one.kill()));
      await survivor.stop();
      rmSync(mountRoot, { recursive: true, force: true });
    },
  };
}

const KEPT = [
  ['ai.generation_runs', 'id'],
  ['ai.generation_steps', 'at, id'],
  ['ai.generation_files', 'path'],
  ['ai.dataset_rows', 'id'],
  ['app.outbox', 'created_seq'],
  ['app.audit_entries', 'at, id'],
] as const;

/** A run as `startGeneration` leaves it when its process dies at once. */
async function insertRun(database: TestDatabase): Promise<Waiting> {
  const { id: tenantId } = await database.createTenant();
  const [id, userId] = [randomUUID(), randomUUID()];
  await database.query(
    `INSERT INTO ai.generation_runs (id, tenant_id, author_id, prompt, language, generator, supervisor)
     VALUES ($1, $2, $3, $4, 'es', '{"kind": "TEMPLATE"}', '{"kind": "RULES"}')`,
    [id, tenantId, userId, PROMPT],
  );
  return { id, tenantId, userId };
}

/** Everything that is kept of a tenant, as text. */
async function keptOf(database: TestDatabase, { tenantId }: Waiting): Promise<string[][]> {
  const texts = await Promise.all(
    KEPT.map(([table, order]) =>
      database.query(
        `SELECT to_jsonb(t)::text AS row FROM ${table} t WHERE tenant_id = $1 ORDER BY ${order}`,
        [tenantId],
      ),
    ),
  );
  return texts.map((rows) => rows.map(({ row }) => String(row)));
}

/** Waits until something holds. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** The running world. */
export type KillWorld = Awaited<ReturnType<typeof startKillWorld>>;
