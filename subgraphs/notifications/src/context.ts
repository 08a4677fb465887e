import {
  type BackgroundScoping,
  type BaseContext,
  type Database,
  defineContext,
  type ListenerPreparation,
  type RequestContext,
  type TenantScoping,
  type Transacting,
  type Transaction,
} from '@gestas/sdk';
import { env } from './env.ts';
import { events, type NotificationEvents } from './events.ts';
import { type Prisma, PrismaClient } from './generated/prisma/client.ts';
import type { Language } from './models/language.ts';
import type { MailRepository } from './repositories/mail-repository.ts';
import type {
  NotificationReader,
  NotificationRepository,
} from './repositories/notification-repository.ts';
import { createPrismaMailRepository } from './repositories/prisma-mail-repository.ts';
import { createPrismaNotificationRepository } from './repositories/prisma-notification-repository.ts';
import { createMailBell } from './utils/create-mail-bell.ts';

/** What is spoken where no language is asked for. */
type Settings = { readonly language: Language };
/** Whether mails are sent at all, and how to say that some are written. */
type Mailing = { readonly isOn: boolean; ring(): void };
type Parts = Settings & {
  readonly now: () => Date;
  readonly notifications: NotificationRepository;
  readonly mails: MailRepository;
  readonly mailing: Mailing;
};

/** What a query may touch: it reads. */
export type QueryContext = BaseContext & Settings & { readonly notifications: NotificationReader };

/** What a command may touch: it also writes and announces, in a transaction. */
export type CommandContext = QueryContext & Transacting<Parts, NotificationEvents>;

/** What is given before a listener's transaction. */
export type PreparationContext = Pick<ListenerPreparation<Parts>, 'graph'>;

/** What a listener's transaction is given. */
export type WriteContext = Transaction<Parts, NotificationEvents>;

/** Opens a tenant outside any request. */
export type MailScoping = BackgroundScoping<Parts, NotificationEvents>;

/** What sends mails. */
export type MailingContext = TenantScoping<Parts, NotificationEvents>;

/** Rung when mails are written. */
export const mailBell = createMailBell();

/** What resolvers pass on. */
export type ResolverContext = RequestContext<Parts, NotificationEvents>;

/** The plugin's wiring. */
export const context = defineContext({
  createClient: (adapter) => new PrismaClient({ adapter }),
  events,
  createParts: (database: Database<Prisma.TransactionClient>): Parts => ({
    language: env.language,
    now: () => new Date(),
    notifications: createPrismaNotificationRepository(database),
    mails: createPrismaMailRepository(database),
    mailing: { isOn: env.mailTo !== null, ring: () => mailBell.ring(database.tenantId) },
  }),
});
