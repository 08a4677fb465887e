import type { Embedder } from '../../models/embedder.ts';
import { COLLECTIONS, type Collection, type KnowledgeEntry } from '../../models/knowledge-entry.ts';
import type { Vectors } from '../../models/vectors.ts';
import { entryId } from '../../utils/entry-id.ts';
import { indexDrafts } from '../knowledge/index-drafts.ts';
import type { SharedKnowledge } from '../knowledge/load-knowledge.ts';
import { createFlatIndex } from './flat-index.ts';

/** Who owns what all share. */
export const SHARED = '_shared';

/** The shared knowledge in memory. */
export type SharedIndex = {
  rank(
    collection: Collection,
    query: Vectors,
    limit: number,
  ): readonly (readonly KnowledgeEntry[])[];
  find(id: string): KnowledgeEntry | undefined;
};

/** Indexes the shared knowledge, collection by collection. Takes about a second for a thousand entries: do it when asked first. */
export async function createSharedIndex(
  { drafts }: SharedKnowledge,
  embedder: Embedder,
): Promise<SharedIndex> {
  const indexed = await indexDrafts(drafts, embedder);
  const parts = new Map(
    COLLECTIONS.map((collection) => {
      const members = indexed.filter(({ draft }) => draft.collection === collection);
      const entries = members.map(({ draft }) => ({
        ...draft,
        id: entryId(SHARED, collection, draft.source),
      }));
      return [
        collection,
        { entries, index: createFlatIndex(members.map(({ vectors }) => vectors)) },
      ];
    }),
  );
  const byId = new Map(
    [...parts.values()].flatMap(({ entries }) => entries.map((entry) => [entry.id, entry])),
  );
  return {
    find: (id) => byId.get(id),
    rank(collection, query, limit) {
      const part = parts.get(collection);
      if (!part) return [];
      const { dense, sparse } = part.index.search(query, limit);
      return [dense, sparse].map((places) => places.flatMap((place) => part.entries[place] ?? []));
    },
  };
}
