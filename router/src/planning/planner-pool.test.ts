import { afterEach, describe, expect, it } from '@jest/globals';
import { composeWorld, createPluginWorld } from '../execution/testing/plugin-world.ts';
import { shop } from '../execution/testing/shop-world.ts';
import { createPlannerPool, type PlannerPoolOptions } from './create-planner-pool.ts';
import type { PlannerPool } from './planner.ts';

const SDL = composeWorld(shop);
const NO_OVERRIDES: ReadonlyMap<string, boolean> = new Map();
const request = (document: string) => ({ document, operationName: null, overrides: NO_OVERRIDES });

/** Two selections in each of n levels, so that the planner expands 2^n: legal, small and far too much. */
function bomb(levels: number): string {
  const fragments = Array.from({ length: levels }, (_, level) => {
    const next = level + 1 < levels ? `...F${level + 1}` : 'text';
    return `fragment F${level} on Review { a${level}: product { reviews { ${next} } } b${level}: product { reviews { ${next} } } }`;
  });
  return `{ products { reviews { ...F0 } } } ${fragments.join(' ')}`;
}

describe('the planner pool', () => {
  const pools: PlannerPool[] = [];
  const poolOf = (options: PlannerPoolOptions = {}) => {
    const pool = createPlannerPool(options);
    pools.push(pool);
    return pool;
  };
  afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.stop())));

  it('plans in workers, many at a time', async () => {
    const planner = await poolOf().load('c1', SDL);
    const plans = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        planner.plan(request(`{ a${index}: products { name reviews { text } } }`)),
      ),
    );
    for (const plan of plans) expect(plan.node?.kind).toBe('Sequence');
  });

  it('ends a worker that takes too long, refuses its document for a minute, and serves on', async () => {
    let now = 0;
    const pool = poolOf({ timeoutMs: 300, now: () => now });
    const planner = await pool.load('c1', SDL);
    const document = bomb(14);
    const failed = { code: 'QUERY_PLANNING_FAILED' };
    const [first, second, third] = await Promise.allSettled([
      planner.plan(request(document)),
      planner.plan(request(bomb(13))),
      planner.plan(request('{ products { name } }')),
    ]);
    expect([first, second]).toEqual([
      { status: 'rejected', reason: expect.objectContaining(failed) },
      { status: 'rejected', reason: expect.objectContaining(failed) },
    ]);
    expect(third.status).toBe('fulfilled');
    const before = performance.now();
    await expect(planner.plan(request(document))).rejects.toMatchObject(failed);
    expect(performance.now() - before).toBeLessThan(200);
    now = 60_001;
    const again: unknown = await planner.plan(request(document)).catch((error: unknown) => error);
    expect(Object(again).cause.message).toContain('ended');
  });

  it('tells why a plan failed in the cause only', async () => {
    const planner = await poolOf().load('c1', SDL);
    const error: unknown = await planner
      .plan(request('{ nope }'))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'QUERY_PLANNING_FAILED' });
    expect(Object(error).message).not.toContain('nope');
    expect(String(Object(error).cause)).toContain('nope');
  });

  it('refuses a supergraph it cannot load, and plans on others', async () => {
    const pool = poolOf();
    await expect(pool.load('bad', 'type Query { a: Int }')).rejects.toThrow('core schema');
    const planner = await pool.load('good', SDL);
    expect((await planner.plan(request('{ products { name } }'))).node).toBeDefined();
  });

  it('holds several compositions, each until all who loaded it let go', async () => {
    const pool = poolOf();
    const one = await pool.load('c1', SDL);
    const same = await pool.load('c1', SDL);
    const { reviews: _gone, ...rest } = shop;
    const other = await pool.load('c2', composeWorld(rest));
    one.release();
    expect((await same.plan(request('{ products { reviews { id } } }'))).node).toBeDefined();
    await expect(other.plan(request('{ products { reviews { id } } }'))).rejects.toMatchObject({
      code: 'QUERY_PLANNING_FAILED',
    });
    const late = same.plan(request('{ products { name } }'));
    same.release();
    expect((await late).node).toBeDefined();
    expect((await same.plan(request('{ products { id } }'))).node).toBeDefined();
  });

  it('refuses when too many wait, and when stopped', async () => {
    const pool = poolOf({ queue: 1, workers: 1 });
    const planner = await pool.load('c1', SDL);
    const asked = [1, 2, 3].map((n) => planner.plan(request(`{ n${n}: products { name } }`)));
    const settled = await Promise.allSettled(asked);
    expect(settled.map(({ status }) => status)).toContain('rejected');
    await pool.stop();
    await expect(planner.plan(request('{ products { id } }'))).rejects.toMatchObject({
      code: 'QUERY_PLANNING_FAILED',
    });
  });

  it('plans for a whole graph', async () => {
    const world = await createPluginWorld(shop, { planners: poolOf() });
    expect((await world.ask('{ product(id: "p1") { shipping } }')).data).toEqual({
      product: { shipping: 6 },
    });
    await world.graph.stop();
  });
});
