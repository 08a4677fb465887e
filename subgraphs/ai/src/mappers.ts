import type { Connection } from '@gestas/sdk';
import type { ChatMessageRecord, ChatRecord } from './models/chat-record.ts';
import type { GenerationRecord } from './models/generation-record.ts';

/** What the resolvers of each type are handed as their parent. */
export type GenerationMapper = GenerationRecord;
export type GenerationConnectionMapper = Connection<GenerationRecord>;
export type ChatMapper = ChatRecord;
export type ChatMessageMapper = ChatMessageRecord;
