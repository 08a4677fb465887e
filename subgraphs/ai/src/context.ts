import {
  type BaseContext,
  type Database,
  defineContext,
  type RequestContext,
  type Transacting,
} from '@gestas/sdk';
import { type AiEvents, events } from './events.ts';
import { type Prisma, PrismaClient } from './generated/prisma/client.ts';
import type { Implementations } from './implementations.ts';
import type {
  GenerationReader,
  GenerationRepository,
} from './repositories/generation-repository.ts';
import { createPrismaGenerationRepository } from './repositories/prisma-generation-repository.ts';

type Parts = { readonly generations: GenerationRepository };

/** What a query may touch: it reads. */
export type QueryContext = BaseContext & { readonly generations: GenerationReader };

/** What a command may touch: it also writes and announces, in a transaction. */
export type CommandContext = QueryContext & Transacting<Parts, AiEvents>;

/** What resolvers pass on. */
export type ResolverContext = RequestContext<Parts, AiEvents>;

/** The plugin's wiring, on given implementations of its ports. */
export function createContext(_implementations: Implementations) {
  return defineContext({
    createClient: (adapter) => new PrismaClient({ adapter }),
    events,
    createParts: (database: Database<Prisma.TransactionClient>): Parts => ({
      generations: createPrismaGenerationRepository(database),
    }),
  });
}
