import { AppError } from '@gestas/sdk';
import type { Caller } from '../pipeline.ts';
import type { BucketSize, LimitsProfile } from './limits-profile.ts';

type Bucket = { level: number; at: number };

const MAX_BUCKETS = 50_000;

/** Takes an operation's cost from the caller's buckets; throws AppError RATE_LIMITED when one runs dry. */
export type ChargeCost = (caller: Pick<Caller, 'viewer' | 'session'>, cost: number) => void;

/**
 * Token buckets of estimated cost in memory: one per viewer (per address for anonymous callers) and one per tenant.
 * A full bucket is forgotten first when there are too many. `now` is in milliseconds.
 */
export function createCostBuckets(sizes: LimitsProfile['buckets'], now = Date.now): ChargeCost {
  if (!sizes) return () => undefined;
  const buckets = new Map<string, Bucket>();
  const look = (key: string, size: BucketSize): Bucket => {
    const time = now();
    const known = buckets.get(key);
    const level = known
      ? Math.min(size.capacity, known.level + ((time - known.at) / 1000) * size.perSecond)
      : size.capacity;
    const bucket = { level, at: time };
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > MAX_BUCKETS)
      for (const oldest of buckets.keys()) return drop(oldest, bucket);
    return bucket;
  };
  const drop = (oldest: string, bucket: Bucket) => {
    buckets.delete(oldest);
    return bucket;
  };
  return ({ viewer, session }, cost) => {
    const charge = Math.max(1, cost);
    const address = session?.address ?? 'unknown';
    const own = viewer ? `viewer:${viewer.tenantId}:${viewer.userId}` : `address:${address}`;
    const taken = [{ bucket: look(own, sizes.viewer), size: sizes.viewer }];
    if (viewer)
      taken.push({ bucket: look(`tenant:${viewer.tenantId}`, sizes.tenant), size: sizes.tenant });
    for (const { bucket, size } of taken) refuseIfDry(bucket, size, charge);
    for (const { bucket } of taken) bucket.level -= charge;
  };
}

function refuseIfDry(bucket: Bucket, size: BucketSize, charge: number): void {
  const needed = Math.min(charge, size.capacity);
  if (bucket.level >= needed) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((needed - bucket.level) / size.perSecond));
  throw new AppError('RATE_LIMITED', `Too much asked at once; wait ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
  });
}
