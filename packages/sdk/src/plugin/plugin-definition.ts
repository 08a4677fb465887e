import type { Listener, PreparedListener, TenantScope } from '../context/context.ts';
import type { ContextDefinition } from '../context/define-context.ts';
import type { EventBook } from '../events/event-log.ts';
import type { PluginResolvers } from '../schema/build-plugin-schema.ts';
import type { PrismaLike, RawExecutor } from '../tenancy/slots.ts';

/** A whole plugin, as its `src/index.ts` states it. */
export type PluginDefinition<
  Tx extends RawExecutor,
  Client extends PrismaLike<Tx> & Tx,
  Parts extends object,
  Book extends EventBook,
> = {
  /** The parsed content of manifest.json; checked at start. */
  readonly manifest: unknown;
  /** Where schema.graphql is. */
  readonly schema: URL;
  readonly resolvers: PluginResolvers;
  readonly context: ContextDefinition<Tx, Client, Parts, Book>;
  /**
   * By event name; the manifest's `consumes` must list the same names. `*` is given every event without a listener of its
   * own, except those the plugin emits; it observes, which is no act, so it leaves no audit row.
   */
  readonly listeners?: Readonly<
    Record<string, Listener<Parts, Book> | PreparedListener<Parts, Book>>
  >;
  /** Work that runs while the plugin does, such as publishing keys. */
  readonly whileRunning?: (
    services: PluginServices,
    forTenant: BackgroundScoping<Parts, Book>,
  ) => Promise<{ stop(): Promise<void> }>;
};

/** Who a piece of background work acts for; its transactions are audited under `action`. */
export type BackgroundActor = { readonly action: string; readonly userId: string | null };

/** A tenant's readers and transactions outside any request. */
export type BackgroundScoping<Parts, Book extends EventBook> = (
  tenantId: string,
  actor: BackgroundActor,
) => TenantScope<Parts, Book>;

/** What `whileRunning` may use. */
export type PluginServices = {
  readonly keyValue: import('../key-value/key-value.ts').KeyValue;
  readonly logger: import('../create-logger.ts').Logger;
  /** The graph of one tenant. */
  readonly graph: import('../graph/graph.ts').GraphFactory;
};
