import { setTimeout as delay } from 'node:timers/promises';
import { AppError, parseInput, requirePermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { AskChat } from '../../models/ask-chat-input.ts';
import type { ChatRecord } from '../../models/chat-record.ts';
import { isBeingWritten } from '../../utils/is-being-written.ts';
import { writeAnswer } from './write-answer.ts';

/** Extracts take milliseconds, but the first question of all waits for the index to be made. */
const PATIENCE_MS = 2_000;
/** A chat is a page of conversation; whoever has more to ask begins another. */
const MOST_MESSAGES = 100;

/**
 * Puts a question to the assistant. A language model's answer goes on being written after this returns, announced by
 * `chat:progressed`; extracts, which need no time, are there at once.
 */
export async function askChat(ctx: CommandContext, input: unknown): Promise<ChatRecord> {
  const { userId } = requirePermission(ctx, 'ai:chat:use');
  const { chatId, text } = parseInput(AskChat, input);
  const present = chatId ? await requireOwn(ctx, chatId, userId) : null;
  const position = present?.messages.length ?? 0;
  const { id, messageId } = await ctx.transact(async (tx) => {
    const id = present?.id ?? (await tx.chats.insert(userId));
    const question = { role: 'USER', state: 'DONE', text, generator: null } as const;
    await tx.chats.addMessage({ ...question, chatId: id, position });
    const answer = { role: 'ASSISTANT', state: 'WRITING', text: '' } as const;
    const placed = { chatId: id, position: position + 1, generator: ctx.model.name };
    const messageId = await tx.chats.addMessage({ ...answer, ...placed });
    tx.audit({ target: `Chat:${id}` });
    return { id, messageId };
  });
  const history = present?.messages ?? [];
  const writing = writeAnswer(ctx, { chatId: id, messageId, askerId: userId, text, history });
  ctx.answers.add(writing);
  if (!ctx.model.name.isModel) await Promise.race([writing, delay(PATIENCE_MS)]);
  const chat = await ctx.chats.findOwn(id, userId);
  if (!chat) throw new AppError('NOT_FOUND', 'There is no such chat.');
  return chat;
}

async function requireOwn(ctx: CommandContext, id: string, userId: string): Promise<ChatRecord> {
  const chat = await ctx.chats.findOwn(id, userId);
  if (!chat) throw new AppError('NOT_FOUND', 'There is no such chat.');
  if (chat.messages.length + 2 > MOST_MESSAGES) {
    throw new AppError('CONFLICT', 'The chat is full: begin a new one, without `chatId`.');
  }
  if (chat.messages.some((message) => isBeingWritten(message))) {
    throw new AppError('CONFLICT', 'The last question is still being answered: wait for it.');
  }
  return chat;
}
