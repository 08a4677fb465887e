import type { Collection, KnowledgeEntry } from '../../models/knowledge-entry.ts';
import type { KnowledgeStore } from '../../models/knowledge-store.ts';
import type { Vectors } from '../../models/vectors.ts';
import type { KnowledgeRepository } from '../../repositories/knowledge-repository.ts';
import { reciprocalRanks } from '../../utils/reciprocal-ranks.ts';
import { createFlatIndex } from './flat-index.ts';
import type { SharedIndex } from './shared-index.ts';

/** How much of each ranking is fused. */
const CANDIDATES = 50;

/**
 * The exact index: a tenant's vectors are read from its rows, which the database itself fences, and compared one by one;
 * shared ones are in memory. Meant for thousands of entries a tenant; beyond that there is Qdrant.
 */
export function createFlatStore(
  repository: KnowledgeRepository,
  shared: () => Promise<SharedIndex>,
): KnowledgeStore {
  return {
    async search(collection, query, limit) {
      const common = (await shared()).rank(collection, query, CANDIDATES);
      const own = await rankOwn(repository, collection, query);
      const fused = reciprocalRanks([
        ...own,
        ...common.map((ranking) => ranking.map(({ id }) => id)),
      ]);
      return find(fused.slice(0, limit).map(({ item }) => item));
    },
    find,
    put: (drafts) => repository.put(drafts),
    remove: (collection, sources) => repository.remove(collection, sources),
  };

  async function find(ids: readonly string[]): Promise<readonly KnowledgeEntry[]> {
    const { find: findShared } = await shared();
    const unknown = ids.filter((id) => !findShared(id));
    const own = new Map((await repository.findMany(unknown)).map((entry) => [entry.id, entry]));
    return ids.flatMap((id) => findShared(id) ?? own.get(id) ?? []);
  }
}

async function rankOwn(
  repository: KnowledgeRepository,
  collection: Collection,
  query: Vectors,
): Promise<readonly (readonly string[])[]> {
  const rows = await repository.vectors(collection);
  const { dense, sparse } = createFlatIndex(rows.map(({ vectors }) => vectors)).search(
    query,
    CANDIDATES,
  );
  return [dense, sparse].map((places) => places.flatMap((place) => rows[place]?.id ?? []));
}
