import {
  type BaseContext,
  type Database,
  defineContext,
  type RequestContext,
  type Transacting,
  type Transaction,
} from '@gestas/sdk';
import { type AnalyticsEvents, events } from './events.ts';
import { type Prisma, PrismaClient } from './generated/prisma/client.ts';
import type { MetricReader, MetricRepository } from './repositories/metric-repository.ts';
import { createPrismaMetricRepository } from './repositories/prisma-metric-repository.ts';
import { createPrismaViewRepository } from './repositories/prisma-view-repository.ts';
import type { ViewReader, ViewRepository } from './repositories/view-repository.ts';

/** The time; tests of what depends on it pass their own. */
type Clock = { readonly now: () => Date };
type Parts = Clock & { readonly metrics: MetricRepository; readonly views: ViewRepository };

/** What a query may touch: it reads. */
export type QueryContext = BaseContext &
  Clock & { readonly metrics: MetricReader; readonly views: ViewReader };

/** What a command may touch: it also writes and announces, in a transaction. */
export type CommandContext = QueryContext & Transacting<Parts, AnalyticsEvents>;

/** What a listener, or a command's transaction, is given. */
export type WriteContext = Transaction<Parts, AnalyticsEvents>;

/** What resolvers pass on. */
export type ResolverContext = RequestContext<Parts, AnalyticsEvents>;

/** The plugin's wiring. */
export const context = defineContext({
  createClient: (adapter) => new PrismaClient({ adapter }),
  events,
  createParts: (database: Database<Prisma.TransactionClient>): Parts => ({
    now: () => new Date(),
    metrics: createPrismaMetricRepository(database),
    views: createPrismaViewRepository(database),
  }),
});
