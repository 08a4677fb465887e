import type { ChatMessageRecord } from '../models/chat-record.ts';
import { queryTerms } from './query-terms.ts';

/** A question with fewer words that mean something is about what was asked before. */
const FEW_WORDS = 2;

/** What to look for: the question, and with one such as `Why?` the question before it. */
export function wholeQuestion(
  question: string,
  history: readonly Pick<ChatMessageRecord, 'role' | 'text'>[],
): string {
  const previous = history.findLast(({ role }) => role === 'USER');
  const own = [...queryTerms(question).values()].filter((weight) => weight === 1);
  return previous && own.length < FEW_WORDS ? `${previous.text} ${question}` : question;
}
