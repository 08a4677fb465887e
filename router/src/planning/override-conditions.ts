import { createHash } from 'node:crypto';

/**
 * Decides the labels of progressive `@override` for one request: `percent(n)` holds for n of 100 requests, by a hash of
 * the request id, so that all labels of a request are decided by one number; any other label doesn't hold.
 */
export function overrideConditions(
  labels: readonly string[],
  requestId: string,
): ReadonlyMap<string, boolean> {
  if (labels.length === 0) return NONE;
  const share = shareOf(requestId);
  return new Map(labels.map((label) => [label, share < percentOf(label)]));
}

const NONE: ReadonlyMap<string, boolean> = new Map();

/** A number in [0, 100) that only depends on the request id. */
function shareOf(requestId: string): number {
  return (createHash('sha256').update(requestId).digest().readUInt32BE(0) / 2 ** 32) * 100;
}

function percentOf(label: string): number {
  const [, percent] = label.match(/^percent\((\d{1,3}(?:\.\d{1,8})?)\)$/) ?? [];
  return percent === undefined ? 0 : Number(percent);
}
