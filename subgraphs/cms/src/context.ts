import {
  type BaseContext,
  type Database,
  defineContext,
  type RequestContext,
  type Transacting,
} from '@gestas/sdk';
import { type CmsEvents, events } from './events.ts';
import { type Prisma, PrismaClient } from './generated/prisma/client.ts';
import type { PostReader, PostRepository } from './repositories/post-repository.ts';
import { createPrismaPostRepository } from './repositories/prisma-post-repository.ts';

type Parts = { readonly posts: PostRepository };

/** What a query may touch: it reads. */
export type QueryContext = BaseContext & { readonly posts: PostReader };

/** What a command may touch: it also writes and announces, in a transaction. */
export type CommandContext = QueryContext & Transacting<Parts, CmsEvents>;

/** What resolvers pass on. */
export type ResolverContext = RequestContext<Parts, CmsEvents>;

/** The plugin's wiring. */
export const context = defineContext({
  createClient: (adapter) => new PrismaClient({ adapter }),
  events,
  createParts: (database: Database<Prisma.TransactionClient>): Parts => ({
    posts: createPrismaPostRepository(database),
  }),
});
