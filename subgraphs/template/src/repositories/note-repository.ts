import type { Page } from '@gestas/sdk';
import type { NoteRecord } from '../models/note-record.ts';

/** The sort key of note lists: creation time, then id, both descending. */
export type NoteKey = { readonly createdAt: Date; readonly id: string };

/** Reads notes of the bound tenant. */
export interface NoteReader {
  /** Batched within a request. */
  findById(id: string): Promise<NoteRecord | null>;
  /** Up to `first + 1` notes, newest first. */
  list(page: Page<NoteKey>): Promise<readonly NoteRecord[]>;
  count(): Promise<number>;
}

/** A new note. */
export type NoteDraft = { readonly text: string; readonly authorId: string };

/** Writes notes of the bound tenant. */
export interface NoteRepository extends NoteReader {
  insert(draft: NoteDraft): Promise<NoteRecord>;
}
