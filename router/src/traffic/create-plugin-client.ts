import { AppError, type InternalTokenSigner, type Logger } from '@gestas/sdk';
import type { Caller, PluginClient } from '../pipeline.ts';
import type { BreakerState } from './create-breaker.ts';
import { createHttpInstance } from './create-http-instance.ts';
import { createInternalTokens, type InternalTokens } from './create-internal-tokens.ts';
import { createLocalInstance } from './create-local-instance.ts';
import { createPluginPool, type PluginPool, type PoolAnswer } from './create-plugin-pool.ts';
import { createRetryBudget } from './create-retry-budget.ts';
import { INSTANCE_LIMITS, type Instance, type InstanceLimits, type Outgoing } from './instance.ts';
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
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
};

/** The router's way to its plugins. */
export type ManagedPluginClient = PluginClient & {
  /** Replaces where plugins are; a plugin whose transport is the same object keeps its connections. */
  setPlugins(plugins: readonly PluginTarget[]): void;
  /** Plugin → whether requests can reach it. */
  breakerStates(): ReadonlyMap<string, BreakerState>;
  /** Closes every connection; calls under way fail. */
  close(): Promise<void>;
};

type Entry = { readonly target: PluginTarget; readonly pool: PluginPool };

/** Makes the plugin client: a pool per plugin, tokens or forwarded headers, failures as typed errors. */
export function createPluginClient(options: PluginClientOptions): ManagedPluginClient {
  const { logger, limits = INSTANCE_LIMITS, onFetch = () => undefined, now = Date.now } = options;
  const tokens = options.signer && createInternalTokens(options.signer, now);
  let entries: ReadonlyMap<string, Entry> = new Map();
  const retiring = new Set<PluginPool>();
  /** Closes a pool that is no longer used, once its last calls must have ended. */
  const retire = (pool: PluginPool) => {
    retiring.add(pool);
    setTimeout(() => retiring.delete(pool) && void pool.close(), limits.timeoutMs * 2).unref();
  };

  const setPlugins = (plugins: readonly PluginTarget[]) => {
    const before = entries;
    const next = new Map<string, Entry>();
    for (const target of plugins) {
      const known = before.get(target.name);
      const isSame = known?.target.transport === target.transport;
      const pool =
        isSame && known
          ? known.pool
          : createPluginPool(instancesOf(target, limits), createRetryBudget(), now);
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
      if (!entry) throw unavailable(plugin);
      const outgoing = await toOutgoing(entry.target, body, caller, tokens);
      const began = performance.now();
      const answer = await entry.pool.send(outgoing, retryable);
      onFetch(plugin, answer.ok ? 'ok' : answer.failure, performance.now() - began);
      if (answer.ok) return answer.response;
      const { failure } = answer;
      if (failure !== 'aborted') {
        logger.warn({ plugin, failure, requestId: caller.requestId }, 'plugin did not answer');
      }
      throw failure === 'oversized' ? oversized(plugin) : unavailable(plugin);
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

function instancesOf({ name, transport }: PluginTarget, limits: InstanceLimits): Instance[] {
  if (transport.kind === 'in-process') {
    return [createLocalInstance(name, transport.plugin, limits)];
  }
  return transport.urls.map((url) => createHttpInstance(url, limits));
}

function unavailable(plugin: string): AppError {
  return new AppError('PLUGIN_UNAVAILABLE', `The plugin ${plugin} did not answer.`, { plugin });
}

function oversized(plugin: string): AppError {
  const message = `The plugin ${plugin} answered more than the router accepts.`;
  return new AppError('PLUGIN_ANSWER_INVALID', message, { plugin });
}
