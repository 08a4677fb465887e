/** Languages that texts are written, and questions asked, in. */
export type Language = 'en' | 'es';

/** The three collections of knowledge: source code, documents, and what the graph's schema offers. */
export const COLLECTIONS = ['code', 'docs', 'api'] as const;
export type Collection = (typeof COLLECTIONS)[number];

/** A piece of knowledge, before it is indexed. */
export type KnowledgeDraft = {
  readonly collection: Collection;
  /** Where it is, such as `subgraphs/cms/src/utils/slugify.ts#slugify`; unique within its collection and tenant. */
  readonly source: string;
  /** The name of what it describes. */
  readonly title: string;
  readonly text: string;
  /** What it is for, in both languages. */
  readonly summaries: Readonly<Record<Language, string>>;
  /** Languages whose summary was put together from the glossary, word by word, and not written by a person. */
  readonly derived: readonly Language[];
};

/** A piece of knowledge with its id: a UUID that follows from whose it is, its collection and its source. */
export type KnowledgeEntry = KnowledgeDraft & { readonly id: string };
