import type { Connection } from '@gestas/sdk';
import type { NoteRecord } from './models/note-record.ts';

/** What the resolvers of each type are handed as their parent. */
export type NoteMapper = NoteRecord;
export type NoteConnectionMapper = Connection<NoteRecord>;
