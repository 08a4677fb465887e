import type { Embedder } from '../models/embedder.ts';
import {
  COLLECTIONS,
  type KnowledgeDraft,
  type KnowledgeEntry,
} from '../models/knowledge-entry.ts';
import type { KnowledgeStore } from '../models/knowledge-store.ts';
import type { Passage, RetrievalService } from '../models/retrieval-service.ts';
import { detectLanguage } from '../utils/detect-language.ts';
import { excerptOf } from '../utils/excerpt-of.ts';
import { queryTerms } from '../utils/query-terms.ts';
import { queryVector } from '../utils/query-vector.ts';
import { reciprocalRanks } from '../utils/reciprocal-ranks.ts';
import { hashedEmbedder } from './embedding/hashed-embedder.ts';
import { indexDrafts } from './knowledge/index-drafts.ts';
import { createFlatIndex } from './vectors/flat-index.ts';

/** How many of each collection are compared with one another. */
const CANDIDATES = 12;
/** Below this a word of a question is only a guess, and is left out of its meaning. */
const LEAST_WEIGHT = 0.28;

/** Retrieval for one tenant (RAGService): over any store, with any embedder. */
export function createRetrieval(store: KnowledgeStore, embedder: Embedder): RetrievalService {
  return {
    async retrieve(question, limit) {
      const sparse = queryVector(question);
      const meaning = meaningOf(question);
      const [dense] = await embedder.embed([meaning]);
      if (!dense) return [];
      const found = await Promise.all(
        COLLECTIONS.map((collection) => store.search(collection, { dense, sparse }, CANDIDATES)),
      );
      return toPassages(await rank(question, interleave(found)), question, limit);
    },
    async find(ids) {
      return (await store.find(ids)).map((entry) => toPassage(entry, entry.title, 1));
    },
    async learn(drafts: readonly KnowledgeDraft[]) {
      await store.put(await indexDrafts(drafts, embedder));
    },
    forget: (collection, sources) => store.remove(collection, sources),
  };
}

/** What is embedded of a question: in Spanish, with the English words that the glossary knows. */
function meaningOf(question: string): string {
  const terms = [...queryTerms(question)].filter(([, weight]) => weight >= LEAST_WEIGHT);
  return terms.map(([term]) => term).join(' ');
}

/** The best of each collection first, then the second of each, and so on. */
function interleave<Item>(lists: readonly (readonly Item[])[]): readonly Item[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
}

/** Orders what the collections answered: ranks of different collections say nothing of each other. */
async function rank(
  question: string,
  entries: readonly KnowledgeEntry[],
): Promise<readonly { readonly item: KnowledgeEntry; readonly score: number }[]> {
  const indexed = await indexDrafts(entries, hashedEmbedder);
  const [dense] = await hashedEmbedder.embed([meaningOf(question)]);
  if (!dense) return [];
  const index = createFlatIndex(indexed.map(({ vectors }) => vectors));
  const rankings = index.search({ dense, sparse: queryVector(question) }, entries.length);
  // The stores' own order, which knows how rare words are among all entries, is the third voice.
  const given = entries.map((_entry, place) => place);
  const fused = reciprocalRanks([rankings.sparse, rankings.dense, given]);
  return fused.flatMap(({ item: place, score }) => {
    const item = entries[place];
    return item ? [{ item, score }] : [];
  });
}

function toPassages(
  ranked: readonly { readonly item: KnowledgeEntry; readonly score: number }[],
  question: string,
  limit: number,
): readonly Passage[] {
  return ranked.slice(0, limit).map(({ item, score }) => toPassage(item, question, score));
}

function toPassage(entry: KnowledgeEntry, question: string, score: number): Passage {
  const { id, collection, title, source } = entry;
  const excerpt = excerptOf(entry, question, detectLanguage(question));
  return { id, collection, title, source, excerpt, score };
}
