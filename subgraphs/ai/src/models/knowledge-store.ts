import type { Collection, KnowledgeDraft, KnowledgeEntry } from './knowledge-entry.ts';
import type { Vectors } from './vectors.ts';

/** A piece of knowledge with its vectors. */
export type IndexedDraft = { readonly draft: KnowledgeDraft; readonly vectors: Vectors };

/** One tenant's knowledge, and with it what all share. There is no way to name another tenant. */
export interface KnowledgeStore {
  /** The entries nearest to a question, best first: the tenant's and shared ones, by meaning and by words, fused by ranks. */
  search(collection: Collection, query: Vectors, limit: number): Promise<readonly KnowledgeEntry[]>;
  /** Those of the ids that are the tenant's or shared; a foreign id is answered like an invented one. */
  find(ids: readonly string[]): Promise<readonly KnowledgeEntry[]>;
  /** Adds entries to the tenant's own, or replaces those of the same collection and source. */
  put(drafts: readonly IndexedDraft[]): Promise<void>;
  /** Takes entries of the tenant away; shared ones stay. */
  remove(collection: Collection, sources: readonly string[]): Promise<void>;
}
