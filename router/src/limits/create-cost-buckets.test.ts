import { describe, expect, it } from '@jest/globals';
import { createCostBuckets } from './create-cost-buckets.ts';
import { callerOf } from './testing/check.ts';

const SIZES = {
  viewer: { capacity: 100, perSecond: 10 },
  tenant: { capacity: 150, perSecond: 10 },
};
const viewer = (userId: string, tenantId = 't1') =>
  callerOf({ viewer: { userId, tenantId, roleId: 'r', permissions: [], sessionId: 's' } });
const visitor = (address: string) =>
  callerOf({ session: { cookies: {}, address, userAgent: '', sessionHint: null } });

function refusalOf(work: () => void) {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { extensions: object }).extensions;
  }
}

describe('buckets', () => {
  it('run dry, say how long to wait, and refill', () => {
    let now = 0;
    const charge = createCostBuckets(SIZES, () => now);
    charge(viewer('a'), 100);
    expect(refusalOf(() => charge(viewer('a'), 25))).toEqual({
      code: 'RATE_LIMITED',
      retryAfterSeconds: 3,
    });
    now = 2_500;
    expect(refusalOf(() => charge(viewer('a'), 25))).toBeNull();
    expect(refusalOf(() => charge(viewer('a'), 1))).not.toBeNull();
  });

  it('are each viewer’s own, and the tenant’s together', () => {
    const charge = createCostBuckets(SIZES, () => 0);
    charge(viewer('a'), 100);
    charge(viewer('b'), 50);
    expect(refusalOf(() => charge(viewer('c'), 1))).toMatchObject({ code: 'RATE_LIMITED' });
    expect(refusalOf(() => charge(viewer('a', 't2'), 100))).toBeNull();
  });

  it('are an address’s for visitors', () => {
    const charge = createCostBuckets(SIZES, () => 0);
    charge(visitor('1.1.1.1'), 100);
    expect(refusalOf(() => charge(visitor('1.1.1.1'), 1))).not.toBeNull();
    expect(refusalOf(() => charge(visitor('2.2.2.2'), 1))).toBeNull();
  });

  it('charge even what costs nothing, and let an operation larger than a full bucket through once', () => {
    const charge = createCostBuckets(SIZES, () => 0);
    expect(refusalOf(() => charge(viewer('a'), 140))).toBeNull();
    expect(refusalOf(() => charge(viewer('a'), 0))).not.toBeNull();
  });

  it('refuse without taking from the other bucket', () => {
    const charge = createCostBuckets(SIZES, () => 0);
    charge(viewer('a'), 100);
    charge(viewer('b'), 40);
    for (let i = 0; i < 20; i += 1) expect(refusalOf(() => charge(viewer('a'), 5))).not.toBeNull();
    expect(refusalOf(() => charge(viewer('b'), 10))).toBeNull();
  });

  it('are not kept without sizes', () => {
    expect(refusalOf(() => createCostBuckets(null)(viewer('a'), 1e9))).toBeNull();
  });
});
