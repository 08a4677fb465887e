import { createHash } from 'node:crypto';

/** A short name for a composition: equal parts in any order give the same one (sha256, 16 hex digits). */
export function compositionId(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of [...parts].sort()) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex').slice(0, 16);
}
