import {
  type BaseContext,
  type Database,
  defineContext,
  type RequestContext,
  type Transacting,
} from '@gestas/sdk';
import { type AiEvents, events } from './events.ts';
import { type Prisma, PrismaClient } from './generated/prisma/client.ts';
import type { GeneratorName } from './models/model-service.ts';
import type {
  GenerationReader,
  GenerationRepository,
} from './repositories/generation-repository.ts';
import { createPrismaGenerationRepository } from './repositories/prisma-generation-repository.ts';

/** What commands may ask of the worker that carries generations. */
export type ForgeAccess = {
  readonly names: { readonly generator: GeneratorName; readonly supervisor: GeneratorName };
  wake(tenantId: string, runId: string): void;
};

type Parts = { readonly generations: GenerationRepository; readonly forge: ForgeAccess };

/** What a query may touch: it reads. */
export type QueryContext = BaseContext & { readonly generations: GenerationReader };

/** What a command may touch: it also writes and announces, in a transaction. */
export type CommandContext = QueryContext &
  Transacting<Parts, AiEvents> & { readonly forge: ForgeAccess };

/** What resolvers pass on. */
export type ResolverContext = RequestContext<Parts, AiEvents>;

/** The plugin's wiring. */
export function createContext(forge: ForgeAccess) {
  return defineContext({
    createClient: (adapter) => new PrismaClient({ adapter }),
    events,
    createParts: (database: Database<Prisma.TransactionClient>): Parts => ({
      generations: createPrismaGenerationRepository(database),
      forge,
    }),
  });
}
