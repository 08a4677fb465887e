import { AppError, type Database, isId, isUniqueViolation, uuidV7 } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';
import type { ChatMessageRecord, MessageState } from '../models/chat-record.ts';
import type { GeneratorName } from '../models/model-service.ts';
import type { Passage } from '../models/retrieval-service.ts';
import type { ChatRepository } from './chat-repository.ts';

type Client = Prisma.TransactionClient;

/** Chats in PostgreSQL, through Prisma. */
export function createPrismaChatRepository(database: Database<Client>): ChatRepository {
  const { tenantId } = database;
  return {
    findOwn: async (id, ownerId) =>
      isId(id) ? database.run((client) => findOwn(client, id, ownerId)) : null,
    insert: (ownerId) =>
      database.run(async ({ chat }) => {
        const data = { id: uuidV7(), tenantId, ownerId };
        return (await chat.create({ data })).id;
      }),
    addMessage: ({ generator, ...draft }) =>
      database.run(async ({ chatMessage }) => {
        const id = uuidV7();
        const data = { ...draft, id, tenantId, ...(generator && { generator: { ...generator } }) };
        await chatMessage.create({ data }).catch(refuseSecondQuestion);
        return id;
      }),
    appendText: (id, text) =>
      database.run(async (client) => {
        await client.$executeRaw`UPDATE ai.chat_messages SET text = text || ${text}, updated_at = now()
          WHERE id = ${id}::uuid`;
      }),
    finish: (id, { usage, citations, ...end }) =>
      database.run(async ({ chatMessage }) => {
        const { inputTokens, outputTokens } = usage;
        const tokens = { inputTokens, outputTokens, updatedAt: new Date() };
        const data = { ...end, ...tokens, citations: citations.map((passage) => ({ ...passage })) };
        await chatMessage.updateMany({ where: { id }, data });
      }),
  };
}

async function findOwn({ chat, chatMessage }: Client, id: string, ownerId: string) {
  const found = await chat.findFirst({ where: { id, ownerId } });
  if (!found) return null;
  const rows = await chatMessage.findMany({ where: { chatId: id }, orderBy: { position: 'asc' } });
  return { id: found.id, ownerId: found.ownerId, messages: rows.map(toMessage) };
}

function refuseSecondQuestion(error: unknown): never {
  if (!isUniqueViolation(error)) throw error;
  throw new AppError('CONFLICT', 'The chat got another question at the same time: ask again.');
}

function toMessage(row: Prisma.ChatMessageGetPayload<object>): ChatMessageRecord {
  const { id, chatId, position, text, updatedAt } = row;
  return {
    ...{ id, chatId, position, text, updatedAt },
    // What follows was checked by the table, or by types when it was written.
    role: row.role as ChatMessageRecord['role'],
    state: row.state as MessageState,
    citations: row.citations as Passage[],
    generator: row.generator as GeneratorName | null,
  };
}
