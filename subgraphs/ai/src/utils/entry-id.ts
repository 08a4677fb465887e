import { createHash } from 'node:crypto';

/**
 * The id of an entry: a UUID (version 8, RFC 9562) that follows from its owner, a tenant's id or `_shared`, its collection
 * and its source. Nobody can make an entry with the id of somebody else's.
 */
export function entryId(owner: string, collection: string, source: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([owner, collection, source]))
    .digest('hex');
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
