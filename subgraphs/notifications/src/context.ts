import {
  type BaseContext,
  type Database,
  defineContext,
  type ListenerPreparation,
  type RequestContext,
  type Transacting,
  type Transaction,
} from '@gestas/sdk';
import { env } from './env.ts';
import { events, type NotificationEvents } from './events.ts';
import { type Prisma, PrismaClient } from './generated/prisma/client.ts';
import type { Language } from './models/language.ts';
import type {
  NotificationReader,
  NotificationRepository,
} from './repositories/notification-repository.ts';
import { createPrismaNotificationRepository } from './repositories/prisma-notification-repository.ts';

/** What is spoken where no language is asked for. */
type Settings = { readonly language: Language };
type Parts = Settings & { readonly notifications: NotificationRepository };

/** What a query may touch: it reads. */
export type QueryContext = BaseContext & Settings & { readonly notifications: NotificationReader };

/** What a command may touch: it also writes and announces, in a transaction. */
export type CommandContext = QueryContext & Transacting<Parts, NotificationEvents>;

/** What is given before a listener's transaction. */
export type PreparationContext = Pick<ListenerPreparation<Parts>, 'graph'>;

/** What a listener's transaction is given. */
export type WriteContext = Transaction<Parts, NotificationEvents>;

/** What resolvers pass on. */
export type ResolverContext = RequestContext<Parts, NotificationEvents>;

/** The plugin's wiring. */
export const context = defineContext({
  createClient: (adapter) => new PrismaClient({ adapter }),
  events,
  createParts: (database: Database<Prisma.TransactionClient>): Parts => ({
    language: env.NOTIFICATIONS_LANGUAGE,
    notifications: createPrismaNotificationRepository(database),
  }),
});
