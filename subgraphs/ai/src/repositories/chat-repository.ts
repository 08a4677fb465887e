import type { ChatMessageRecord, ChatRecord, MessageState } from '../models/chat-record.ts';
import type { GeneratorName, ModelUsage } from '../models/model-service.ts';
import type { Passage } from '../models/retrieval-service.ts';

/** Reads chats of the bound tenant. */
export interface ChatReader {
  /** A chat with its messages; null when there is none of that id that `ownerId` began. */
  findOwn(id: string, ownerId: string): Promise<ChatRecord | null>;
}

/** A message to be added at the end of a chat. */
export type ChatMessageDraft = Pick<
  ChatMessageRecord,
  'chatId' | 'position' | 'role' | 'state' | 'text'
> & {
  readonly generator: GeneratorName | null;
};

/** How an answer ended. */
export type AnswerEnd = {
  readonly state: MessageState;
  /** The whole text, with citations that were checked. */
  readonly text: string;
  readonly citations: readonly Passage[];
  readonly usage: ModelUsage;
};

/** Writes chats of the bound tenant. */
export interface ChatRepository extends ChatReader {
  insert(ownerId: string): Promise<string>;
  /** The id of the new message. CONFLICT when the place in the chat is taken. */
  addMessage(draft: ChatMessageDraft): Promise<string>;
  appendText(messageId: string, text: string): Promise<void>;
  finish(messageId: string, end: AnswerEnd): Promise<void>;
}
