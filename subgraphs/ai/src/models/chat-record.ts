import type { GeneratorName } from './model-service.ts';
import type { Passage } from './retrieval-service.ts';

/** Whether an answer is still being written, is there, or failed. */
export type MessageState = 'WRITING' | 'DONE' | 'FAILED';

/** A question or an answer as the repository returns it. */
export type ChatMessageRecord = {
  readonly id: string;
  readonly chatId: string;
  readonly position: number;
  readonly role: 'USER' | 'ASSISTANT';
  readonly state: MessageState;
  readonly text: string;
  readonly citations: readonly Passage[];
  /** Null for a question. */
  readonly generator: GeneratorName | null;
  readonly updatedAt: Date;
};

/** A conversation of one person. */
export type ChatRecord = {
  readonly id: string;
  readonly ownerId: string;
  /** Oldest first. */
  readonly messages: readonly ChatMessageRecord[];
};
