import {
  type BaseContext,
  type Database,
  defineContext,
  type RequestContext,
  type Transacting,
} from '@gestas/sdk';
import { events, type TemplateEvents } from './events.ts';
import { type Prisma, PrismaClient } from './generated/prisma/client.ts';
import type { NoteReader, NoteRepository } from './repositories/note-repository.ts';
import { createPrismaNoteRepository } from './repositories/prisma-note-repository.ts';

type Parts = { readonly notes: NoteRepository };

/** What a query may touch: it reads. */
export type QueryContext = BaseContext & { readonly notes: NoteReader };

/** What a command may touch: it also writes and announces, in a transaction. */
export type CommandContext = QueryContext & Transacting<Parts, TemplateEvents>;

/** What resolvers pass on. */
export type ResolverContext = RequestContext<Parts, TemplateEvents>;

/** The plugin's wiring. */
export const context = defineContext({
  createClient: (adapter) => new PrismaClient({ adapter }),
  events,
  createParts: (database: Database<Prisma.TransactionClient>): Parts => ({
    notes: createPrismaNoteRepository(database),
  }),
});
