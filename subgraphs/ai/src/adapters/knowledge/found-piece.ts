import type { Collection, Language } from '../../models/knowledge-entry.ts';

/** A piece of a file as a reader found it, before it has summaries. */
export type FoundPiece = {
  readonly collection: Collection;
  readonly path: string;
  /** The declaration, heading, type or field; unique within the file, or numbered by who gathers. */
  readonly name: string;
  readonly text: string;
  /** What its author says it is for; empty when the author says nothing. */
  readonly about: string;
  /** The language `about` is written in. */
  readonly language: Language;
  /** What the author says in the other language, where both were written. */
  readonly other?: string;
};
