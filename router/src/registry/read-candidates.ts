import { contentKey, type KeyValue, type Logger, readContent } from '@gestas/sdk';
import type { KnownInstance } from './create-lease-book.ts';
import type { Candidate } from './create-mounter.ts';

/**
 * What each plugin wants to be now: the registration of its youngest live instance, read once by its hash. One that is
 * missing (the store was flushed) or is not what was signed is left out until it is written again.
 */
export function createCandidateReader(keyValue: Pick<KeyValue, 'get'>, logger: Logger) {
  const known = new Map<string, Candidate>();

  const read = async ({ plugin, contentHash }: KnownInstance): Promise<readonly Candidate[]> => {
    const key = contentKey(plugin, contentHash);
    const before = known.get(key);
    if (before) return [before];
    const text = await keyValue.get(key);
    if (text === null) return [];
    try {
      const candidate = { ...readContent(plugin, contentHash, text), hash: contentHash };
      known.set(key, candidate);
      return [candidate];
    } catch (error) {
      logger.warn({ plugin, reason: String(error) }, 'registration can not be read');
      return [];
    }
  };

  return async (instances: readonly KnownInstance[]): Promise<readonly Candidate[]> => {
    const youngest = new Map<string, KnownInstance>();
    for (const instance of instances) {
      const other = youngest.get(instance.plugin);
      if (!instance.isLive || (other && other.startedAt >= instance.startedAt)) continue;
      youngest.set(instance.plugin, instance);
    }
    const found = await Promise.all([...youngest.values()].map(read));
    const wanted = new Set(
      [...youngest.values()].map((one) => contentKey(one.plugin, one.contentHash)),
    );
    for (const key of known.keys()) if (!wanted.has(key)) known.delete(key);
    return found.flat();
  };
}
