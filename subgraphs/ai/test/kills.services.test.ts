import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type KillWorld, startKillWorld, until, type Waiting } from './support/kill-world.ts';

const SLOW_MS = 180_000;
const STEPS = ['retrieve', 'generate#0', 'gates#0', 'tests#0', 'review'];
/** Before each step, in the middle of it, and in the transaction that records it. */
const POINTS = [
  ...STEPS.flatMap((step) => [`begin:${step}`, `act:${step}`, `tx:${step}`]),
  'tx:finish',
];

let world: KillWorld;
let whole: unknown;
beforeAll(async () => {
  world = await startKillWorld();
  const run = await world.waiting();
  world.look();
  await world.ended(run.id);
  whole = await result(run);
}, SLOW_MS);
afterAll(() => world.stop());

/** What a run has come to, without what differs from run to run: ids and times. */
async function result({ id, tenantId }: Waiting) {
  const { database } = world.survivor;
  const [run] = await database.query(
    'SELECT status, spec, assumptions, citations, verdict, lease_owner FROM ai.generation_runs WHERE id = $1',
    [id],
  );
  const files = 'SELECT path, content FROM ai.generation_files WHERE run_id = $1 ORDER BY path';
  const rows = 'SELECT outcome, messages, provenance FROM ai.dataset_rows WHERE run_id = $1';
  const steps = `SELECT memo, status FROM ai.generation_steps
    WHERE run_id = $1 AND memo NOT LIKE '%:started' ORDER BY at, id`;
  const events = (await world.survivor.emitted(tenantId)).filter(
    ({ name, data }) => name === 'generation:finished' || (data as Progress).status !== 'STARTED',
  );
  return {
    run: { ...run, verdict: withoutTimes(run?.verdict) },
    files: await database.query(files, [id]),
    rows: await database.query(rows, [id]),
    steps: await database.query(steps, [id]),
    events: events.map(({ name, data }) => [
      name,
      (data as Progress).step,
      (data as Progress).status,
    ]),
  };
}

function withoutTimes(verdict: { readonly checks: readonly object[] }) {
  return { ...verdict, checks: verdict.checks.map((check) => ({ ...check, milliseconds: 0 })) };
}

describe('a worker that is killed', () => {
  it('is held to a run that nobody interrupted', () => {
    expect(whole).toMatchObject({
      run: { status: 'NEEDS_REVIEW', lease_owner: null },
      steps: [...STEPS, 'finish'].map((memo) => ({ memo })),
      rows: [{ outcome: 'NEEDS_REVIEW' }],
    });
    expect((whole as { files: unknown[] }).files.length).toBeGreaterThan(20);
    expect((whole as { events: unknown[] }).events).toHaveLength(STEPS.length + 2);
  });

  it.each(POINTS)(
    'at %p leaves its run to another, which comes to the same, once',
    async (point) => {
      const run = await world.waiting();
      const doomed = await world.doom(point);
      await doomed.heard('STOPPED');
      await doomed.kill();
      world.look();
      await world.ended(run.id);
      expect(await result(run)).toEqual(whole);
    },
    SLOW_MS,
  );

  it(
    'while tests run in the sandbox takes the sandbox with it',
    async () => {
      if (spawnSync('bwrap', ['--unshare-all', '--ro-bind', '/', '/', 'true']).status !== 0) return;
      const run = await world.waiting();
      const doomed = await world.doom('never', { hasSandbox: true });
      await until(() => inside(doomed.pid).length > 5);
      const processes = inside(doomed.pid);
      await doomed.kill();
      await until(() => !processes.some((pid) => existsSync(`/proc/${pid}`)));
      world.look();
      await world.ended(run.id);
      expect(await result(run)).toEqual(whole);
    },
    SLOW_MS,
  );
});

/** All processes that descend from one. */
function inside(pid: number): string[] {
  const children = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)]).stdout.toString();
  return (children.match(/\d+/g) ?? []).flatMap((child) => [child, ...inside(Number(child))]);
}

describe('a worker that is stopped beyond its lease, and continued', () => {
  it.each(POINTS.filter((point) => !point.startsWith('begin:')))(
    'at %p writes nothing any more',
    async (point) => {
      const run = await world.waiting();
      const zombie = await world.doom(point);
      await zombie.heard('STOPPED');
      zombie.signal('SIGSTOP');
      world.look();
      await world.ended(run.id);
      expect(await result(run)).toEqual(whole);
      const kept = await world.kept(run);
      zombie.send({ kind: 'GO' });
      zombie.signal('SIGCONT');
      const { text } = await zombie.heard('LOG');
      expect([
        'generation is no longer ours',
        'generation stopped, it is taken up again',
      ]).toContain(text);
      await zombie.kill();
      expect(await world.kept(run)).toEqual(kept);
    },
    SLOW_MS,
  );
});

const MOUNT = `mutation ($input: MountGenerationInput!) {
  mountGeneration(input: $input) { generation { id status } plugin { name } }
}`;

describe('whoever mounts', () => {
  /** An accepted generation, and a worker that is asked to mount it and stops at a point. */
  async function mounting(point: string) {
    const run = await world.waiting();
    world.look();
    await world.ended(run.id);
    const accept = `UPDATE ai.generation_runs SET status = 'ACCEPTED' WHERE id = $1`;
    await world.survivor.database.query(accept, [run.id]);
    const doomed = await world.doom(point);
    const body = JSON.stringify({ query: MOUNT, variables: { input: { id: run.id } } });
    doomed.send({ kind: 'ASK', body, internalToken: await world.token(run) });
    await doomed.heard('STOPPED');
    return { run, doomed };
  }
  const mountAgain = ({ id, tenantId, userId }: Waiting) =>
    world.survivor.execute({ tenantId, userId }, MOUNT, { input: { id } });

  async function expectMounted(run: Waiting): Promise<void> {
    const { database } = world.survivor;
    const [row] = await database.query('SELECT status FROM ai.generation_runs WHERE id = $1', [
      run.id,
    ]);
    expect(row?.status).toBe('MOUNTED');
    expect(readdirSync(world.mountRoot)).toEqual(['products']);
    const files = await database.query<{ path: string; content: string }>(
      'SELECT path, content FROM ai.generation_files WHERE run_id = $1',
      [run.id],
    );
    for (const { path, content } of files) {
      expect(readFileSync(join(world.mountRoot, 'products', path), 'utf8')).toBe(content);
    }
    const events = await world.survivor.emitted(run.tenantId);
    const mounted = events.filter(({ data }) => (data as Progress).status === 'MOUNTED');
    expect(mounted.map(({ name }) => name)).toEqual([
      'generation:progressed',
      'generation:finished',
    ]);
    rmSync(join(world.mountRoot, 'products'), { recursive: true });
  }

  it.each(['place', 'half placed', 'placed', 'served', 'tx:decide'])(
    'is killed at %p leaves it to whoever is asked next, once, and nothing half done',
    async (point) => {
      const { run, doomed } = await mounting(point);
      await doomed.kill();
      const { data } = await mountAgain(run);
      expect(data.mountGeneration).toEqual({
        generation: { id: run.id, status: 'MOUNTED' },
        plugin: { name: 'plugin-products' },
      });
      await expectMounted(run);
    },
    SLOW_MS,
  );

  it.each(['place', 'placed', 'served'])(
    'is stopped at %p while another mounts, announces nothing when continued',
    async (point) => {
      const { run, doomed } = await mounting(point);
      doomed.signal('SIGSTOP');
      await mountAgain(run);
      doomed.send({ kind: 'GO' });
      doomed.signal('SIGCONT');
      const { body } = await doomed.heard('ANSWER');
      expect(body).toContain('CONFLICT');
      await expectMounted(run);
    },
    SLOW_MS,
  );
});

type Progress = { readonly step?: string; readonly status?: string };
