import {
  type BaseContext,
  type Database,
  defineContext,
  type RequestContext,
  type Transacting,
} from '@gestas/sdk';
import type { RunningAnswers } from './adapters/running-answers.ts';
import { type AiEvents, events } from './events.ts';
import { type Prisma, PrismaClient } from './generated/prisma/client.ts';
import type { Implementations } from './implementations.ts';
import type { GeneratorName, ModelService } from './models/model-service.ts';
import type { MounterOf } from './models/plugin-mounter.ts';
import type { RetrievalService } from './models/retrieval-service.ts';
import type { ChatReader, ChatRepository } from './repositories/chat-repository.ts';
import type {
  GenerationReader,
  GenerationRepository,
} from './repositories/generation-repository.ts';
import { createPrismaChatRepository } from './repositories/prisma-chat-repository.ts';
import { createPrismaGenerationRepository } from './repositories/prisma-generation-repository.ts';
import { createPrismaKnowledgeRepository } from './repositories/prisma-knowledge-repository.ts';

/** What commands may ask of the worker that carries generations. */
export type ForgeAccess = {
  readonly names: { readonly generator: GeneratorName; readonly supervisor: GeneratorName };
  wake(tenantId: string, runId: string): void;
};

/** What every request, and every tenant's background work, is given. */
export type Parts = {
  readonly generations: GenerationRepository;
  readonly chats: ChatRepository;
  readonly retrieval: RetrievalService;
  /** Who answers chats: the configured model, or extracts. */
  readonly model: ModelService;
  readonly forge: ForgeAccess;
  readonly answers: RunningAnswers;
  readonly mounterOf: MounterOf;
};

/** What a query may touch: it reads. */
export type QueryContext = BaseContext & {
  readonly generations: GenerationReader;
  readonly chats: ChatReader;
  readonly retrieval: Pick<RetrievalService, 'retrieve' | 'find'>;
};

/** What a command may touch: it also writes and announces, in a transaction. */
export type CommandContext = QueryContext &
  Transacting<Parts, AiEvents> &
  Pick<Parts, 'model' | 'answers' | 'forge' | 'mounterOf'>;

/** What resolvers pass on. */
export type ResolverContext = RequestContext<Parts, AiEvents>;

/** The plugin's wiring, on given implementations of its ports. */
export function createContext(
  implementations: Implementations,
  forge: ForgeAccess,
  answers: RunningAnswers,
) {
  return defineContext({
    createClient: (adapter) => new PrismaClient({ adapter }),
    events,
    createParts: (database: Database<Prisma.TransactionClient>): Parts => ({
      generations: createPrismaGenerationRepository(database),
      chats: createPrismaChatRepository(database),
      retrieval: implementations.retrieval({
        tenantId: database.tenantId,
        repository: (embedder) => createPrismaKnowledgeRepository(database, embedder),
      }),
      model: implementations.model,
      answers,
      forge,
      mounterOf: implementations.mounterOf,
    }),
  });
}
