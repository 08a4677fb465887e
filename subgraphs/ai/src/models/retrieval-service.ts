import type { Collection, KnowledgeDraft } from './knowledge-entry.ts';

/** A passage of the knowledge base. */
export type Passage = {
  readonly id: string;
  /** `code`, `docs` or `api`. */
  readonly collection: string;
  readonly title: string;
  readonly excerpt: string;
  /** Where it comes from, such as `packages/sdk/src/viewer.ts`. */
  readonly source: string;
  readonly score: number;
};

/** One tenant's view of the knowledge base (RAGService): its own passages and the shared ones, and no way to name another tenant. */
export interface RetrievalService {
  /** Finds what bears on a question, best first. */
  retrieve(query: string, limit: number): Promise<readonly Passage[]>;
  /** Those of the ids that exist for this tenant. */
  find(ids: readonly string[]): Promise<readonly Passage[]>;
  /** Adds to the tenant's own knowledge, or replaces what has the same source. */
  learn(drafts: readonly KnowledgeDraft[]): Promise<void>;
  /** Takes entries of the tenant's own knowledge away. */
  forget(collection: Collection, sources: readonly string[]): Promise<void>;
}
