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

/** Finds what bears on a question (RAGService): the tenant's own passages and the shared ones, best first. */
export interface RetrievalService {
  retrieve(query: string, tenantId: string, limit: number): Promise<readonly Passage[]>;
}
