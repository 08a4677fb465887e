import type { ChatMessageRecord } from '../models/chat-record.ts';
import { answerTexts } from './answer-texts.ts';
import { isBeingWritten } from './is-being-written.ts';

/** A message's text; of an answer whose writer was lost, what there is, and that it was interrupted. */
export function shownText(message: ChatMessageRecord): string {
  if (message.state !== 'WRITING' || isBeingWritten(message)) return message.text;
  const interrupted = answerTexts(message.text).failures.CANCELLED;
  return message.text === '' ? interrupted : `${message.text}\n\n${interrupted}`;
}
