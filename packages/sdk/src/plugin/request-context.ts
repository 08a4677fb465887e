import type {
  BaseContext,
  ResponseDirectives,
  TenantScoping,
  Transacting,
} from '../context/context.ts';
import type { ContextDefinition } from '../context/define-context.ts';
import { createTenantScope } from '../context/tenant-work.ts';
import type { Actor } from '../context/write-rows.ts';
import type { EventBook } from '../events/event-log.ts';
import type { InternalIdentity } from '../internal-token.ts';
import { serviceDepthOf } from '../service-token.ts';
import type { PrismaLike, RawExecutor, Slots } from '../tenancy/slots.ts';
import type { PluginRuntime } from './plugin-runtime.ts';

/** The tenant of nobody: bound for anonymous visitors, it matches no row. */
const NO_TENANT = '00000000-0000-0000-0000-000000000000';

/** Everything a resolver's `ctx` holds; services declare the part of it they use. */
export type RequestContext<Parts, Book extends EventBook> = BaseContext &
  Parts &
  Transacting<Parts, Book> &
  TenantScoping<Parts, Book> & { readonly response: ResponseDirectives };

/** Makes the context of one request; `action` names the command of one mutation field. */
export type ContextFactory<Parts, Book extends EventBook> = (
  action: string,
) => RequestContext<Parts, Book>;

/** Everything one request's contexts are made of. */
export type RequestInputs<
  Tx extends RawExecutor,
  Client extends PrismaLike<Tx> & Tx,
  Parts extends object,
  Book extends EventBook,
> = {
  readonly definition: ContextDefinition<Tx, Client, Parts, Book>;
  readonly slots: Slots<Client>;
  readonly base: BaseContext;
  readonly response: ResponseDirectives;
  readonly plugin: string;
};

/** The factory of one request's contexts. */
export function createContextFactory<
  Tx extends RawExecutor,
  Client extends PrismaLike<Tx> & Tx,
  Parts extends object,
  Book extends EventBook,
>(inputs: RequestInputs<Tx, Client, Parts, Book>): ContextFactory<Parts, Book> {
  const { definition, slots, base, response, plugin } = inputs;
  return (action) => {
    const scope = (tenantId: string) =>
      createTenantScope(definition, slots, { ...actorOf(base, plugin, action), tenantId });
    return {
      ...base,
      ...scope(base.viewer?.tenantId ?? NO_TENANT),
      forTenant: scope,
      response,
    };
  };
}

/** Who an audit row names. */
export function actorOf(base: BaseContext, plugin: string, action: string): Actor {
  return {
    tenantId: base.viewer?.tenantId ?? NO_TENANT,
    userId: base.viewer?.userId ?? null,
    sessionId: base.viewer?.sessionId ?? null,
    address: base.session?.address ?? null,
    requestId: base.requestId,
    plugin,
    action,
  };
}

/** The request part of a context, from what the router vouches for. */
export function baseContext(
  identity: InternalIdentity,
  requestId: string,
  shared: Pick<PluginRuntime, 'logger' | 'keyValue' | 'graph'>,
): BaseContext {
  const { viewer } = identity;
  return {
    viewer,
    requestId,
    session: identity.session ?? null,
    logger: shared.logger.child({ requestId }),
    keyValue: shared.keyValue,
    graph: shared.graph(viewer?.tenantId ?? null, serviceDepthOf(viewer)),
  };
}
