import type { ChatMessageRecord } from '../models/chat-record.ts';

/** Longer than a model may be silent, and than a piece takes to be stored. */
const GIVEN_UP_AFTER_MS = 180_000;

/** Whether an answer still grows: one that has not for three minutes lost its writer, which is not begun anew. */
export function isBeingWritten(
  { state, updatedAt }: Pick<ChatMessageRecord, 'state' | 'updatedAt'>,
  now = new Date(),
): boolean {
  return state === 'WRITING' && now.getTime() - updatedAt.getTime() < GIVEN_UP_AFTER_MS;
}
