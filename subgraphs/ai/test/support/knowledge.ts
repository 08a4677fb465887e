import { hashedEmbedder } from '../../src/adapters/embedding/hashed-embedder.ts';
import { indexDrafts } from '../../src/adapters/knowledge/index-drafts.ts';
import type { KnowledgeDraft } from '../../src/models/knowledge-entry.ts';
import type { Vectors } from '../../src/models/vectors.ts';
import { queryVector } from '../../src/utils/query-vector.ts';

/** A piece of knowledge for tests. */
export function draftOf(
  source: string,
  text: string,
  more: Partial<KnowledgeDraft> = {},
): KnowledgeDraft {
  const summaries = { en: text, es: text };
  return { collection: 'docs', source, title: source, text, summaries, derived: [], ...more };
}

/** Drafts with their vectors. */
export function indexed(...drafts: readonly KnowledgeDraft[]) {
  return indexDrafts(drafts, hashedEmbedder);
}

/** A question's vectors. */
export async function vectorsOf(question: string): Promise<Vectors> {
  const [dense] = await hashedEmbedder.embed([question]);
  if (!dense) throw new Error('the embedder answered nothing');
  return { dense, sparse: queryVector(question) };
}

/** What tests call shared. */
export const SHARED_DRAFTS: readonly KnowledgeDraft[] = [
  draftOf('shared/pagination.md', 'Lists are paged by a cursor, never by an offset.'),
  draftOf('shared/passwords.md', 'Passwords are hashed with argon2id.'),
  draftOf('shared/slugify.ts', 'Makes a slug from a title: lower case, hyphens.', {
    collection: 'code',
    title: 'slugify',
  }),
];
