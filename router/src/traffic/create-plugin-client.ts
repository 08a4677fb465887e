import { AppError, type InternalTokenSigner, type Logger } from '@gestas/sdk';
import type { Caller, PluginClient } from '../pipeline.ts';
import type { BreakerState } from './create-breaker.ts';
import { createHttpInstance } from './create-http-instance.ts';
import { createInternalTokens, type InternalTokens } from './create-internal-tokens.ts';
import { createLocalInstance } from './create-local-instance.ts';
import {
  createPluginPool,
  type NamedInstance,
  type OnTrouble,
  type PluginPool,
  type PoolAnswer,
} from './create-plugin-pool.ts';
import { createRetryBudget } from './create-retry-budget.ts';
import { INSTANCE_LIMITS, type InstanceLimits, type Outgoing } from './instance.ts';
import type { PluginTarget } from './plugin-target.ts';

/** How a call to a plugin ended, for metrics. */
export type FetchOutcome = 'ok' | Extract<PoolAnswer, { ok: false }>['failure'];

/** What the plugin client is made of. */
export type PluginClientOptions = {
  readonly plugins: readonly PluginTarget[];
  /** Null in static mode: no internal token, the caller's listed headers instead. */
  readonly signer: InternalTokenSigner | null;
  readonly logger: Logger;
  readonly limits?: InstanceLimits;
  readonly onFetch?: (plugin: string, outcome: FetchOutcome, durationMs: number) => void;
  readonly onTrouble?: OnTrouble;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
};

/** The router's way to its plugins. */
export type ManagedPluginClient = PluginClient & {
  /**
   * Replaces where plugins are. A plugin whose transport is the same object keeps its connections, a registered instance
   * keeps them while it is listed.
   */
  setPlugins(plugins: readonly PluginTarget[]): void;
  /** Plugin → whether requests can reach it. */
  breakerStates(): ReadonlyMap<string, BreakerState>;
  /** Closes every connection; calls under way fail. */
  close(): Promise<void>;
};

type Closable = { close(): Promise<void> };
type Entry = { readonly target: PluginTarget; readonly pool: PluginPool };

/** Makes the plugin client: a pool per plugin, tokens or forwarded headers, failures as typed errors. */
export function createPluginClient(options: PluginClientOptions): ManagedPluginClient {
  const { logger, limits = INSTANCE_LIMITS, onFetch = () => undefined, now = Date.now } = options;
  const tokens = options.signer && createInternalTokens(options.signer, now);
  let entries: ReadonlyMap<string, Entry> = new Map();
  const retiring = new Set<Closable>();
  /** Closes what is no longer used, once its last calls must have ended. */
  const retire = (used: Closable) => {
    retiring.add(used);
    setTimeout(() => retiring.delete(used) && void used.close(), limits.timeoutMs * 2).unref();
  };
  const makePool = (target: PluginTarget) => {
    const poolOptions = { now, onTrouble: options.onTrouble ?? (() => undefined) };
    return createPluginPool(instancesOf(target, limits), createRetryBudget(), poolOptions);
  };

  const setPlugins = (plugins: readonly PluginTarget[]) => {
    const before = entries;
    const next = new Map<string, Entry>();
    for (const target of plugins) {
      const known = before.get(target.name);
      const pool = (known && kept(known, target, limits, retire)) ?? makePool(target);
      next.set(target.name, { target, pool });
    }
    entries = next;
    for (const [name, { pool }] of before) if (next.get(name)?.pool !== pool) retire(pool);
  };
  setPlugins(options.plugins);

  return {
    setPlugins,
    breakerStates: () => new Map([...entries].map(([name, { pool }]) => [name, pool.state()])),
    close: async () => {
      const pools = [...retiring, ...[...entries.values()].map(({ pool }) => pool)];
      retiring.clear();
      await Promise.all(pools.map((pool) => pool.close()));
    },
    async send(plugin, body, caller, { retryable }) {
      const entry = entries.get(plugin);
      if (!entry) throw failed(plugin, 'unknown', caller, logger);
      const outgoing = await toOutgoing(entry.target, body, caller, tokens);
      const began = performance.now();
      const answer = await entry.pool.send(outgoing, retryable);
      onFetch(plugin, answer.ok ? 'ok' : answer.failure, performance.now() - began);
      if (answer.ok) return answer.response;
      throw failed(plugin, answer.failure, caller, logger);
    },
  };
}

async function toOutgoing(
  target: PluginTarget,
  body: string,
  caller: Caller,
  tokens: InternalTokens | null,
): Promise<Outgoing> {
  const trace: Record<string, string> = caller.traceparent
    ? { traceparent: caller.traceparent }
    : {};
  return {
    body,
    internalToken: tokens ? await tokens(target, caller) : null,
    requestId: caller.requestId,
    headers: { ...trace, ...(tokens ? {} : caller.forwardedHeaders) },
    signal: caller.signal,
  };
}

/** The pool a plugin goes on with; null when it needs a new one. */
function kept(
  known: Entry,
  target: PluginTarget,
  limits: InstanceLimits,
  retire: (used: Closable) => void,
): PluginPool | null {
  const { transport: before } = known.target;
  if (before === target.transport) return known.pool;
  if (before.kind !== 'registered' || target.transport.kind !== 'registered') return null;
  for (const gone of known.pool.update(instancesOf(target, limits))) retire(gone);
  return known.pool;
}

function instancesOf(
  { name, transport }: PluginTarget,
  limits: InstanceLimits,
): readonly NamedInstance[] {
  if (transport.kind === 'in-process') {
    return [{ id: name, create: () => createLocalInstance(name, transport.plugin, limits) }];
  }
  if (transport.kind === 'http') {
    return transport.urls.map((url) => ({
      id: url,
      create: () => createHttpInstance(url, limits),
    }));
  }
  return transport.instances.map(({ id, url, plugin }) => ({
    id,
    create: () =>
      plugin ? createLocalInstance(name, plugin, limits) : createHttpInstance(url, limits),
  }));
}

/** The error of a call that brought nothing; logged here, once, unless only the caller has left. */
function failed(
  plugin: string,
  failure: Exclude<FetchOutcome, 'ok'> | 'unknown',
  { requestId }: Caller,
  logger: Logger,
): AppError {
  if (failure !== 'aborted') logger.warn({ plugin, failure, requestId }, 'plugin did not answer');
  return failure === 'oversized'
    ? new AppError(
        'PLUGIN_ANSWER_INVALID',
        `The plugin ${plugin} answered more than the router accepts.`,
        { plugin },
      )
    : new AppError('PLUGIN_UNAVAILABLE', `The plugin ${plugin} did not answer.`, { plugin });
}
