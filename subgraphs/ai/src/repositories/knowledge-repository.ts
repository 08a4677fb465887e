import type { Collection, KnowledgeEntry } from '../models/knowledge-entry.ts';
import type { IndexedDraft } from '../models/knowledge-store.ts';
import type { Vectors } from '../models/vectors.ts';

/** Knowledge of the bound tenant, with its vectors. */
export interface KnowledgeRepository {
  /** The vectors of a collection that the present embedder made. */
  vectors(
    collection: Collection,
  ): Promise<readonly { readonly id: string; readonly vectors: Vectors }[]>;
  findMany(ids: readonly string[]): Promise<readonly KnowledgeEntry[]>;
  /** Adds or replaces. LIMIT_EXCEEDED when the tenant would have more than the index is meant for. */
  put(drafts: readonly IndexedDraft[]): Promise<void>;
  remove(collection: Collection, sources: readonly string[]): Promise<void>;
}
