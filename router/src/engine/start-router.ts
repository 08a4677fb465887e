import { hkdfSync } from 'node:crypto';
import type { EventLog, FindPluginKey, KeyValue, Logger, PlatformTenant } from '@gestas/sdk';
import type { JWK } from 'jose';
import { createServiceAuthenticate } from '../authentication/create-service-authenticate.ts';
import type { VerifyAccessToken } from '../authentication/create-token-verifier.ts';
import type { CompositionFault } from '../composition/composition.ts';
import { DEFAULT_LIMITS, type LimitsProfile } from '../limits/limits-profile.ts';
import type { Engine } from '../pipeline.ts';
import type { FollowedRegistry } from '../registry/follow-registry.ts';
import { connectCallers } from './connect-callers.ts';
import { createManagedEngine, type ManagedEngine } from './create-managed-engine.ts';
import type { ManagedPlugin } from './managed-plugin.ts';
import { requirePrivateKey } from './require-private-key.ts';
import { type Served, serveGraph } from './serve-graph.ts';
import { type FollowOptions, startRegistry } from './start-registry.ts';
import type { DrainLimits } from './stop-server.ts';

/** What a router is started with. */
export type RouterOptions = {
  /** 0: any free one. */
  readonly port: number;
  /** All interfaces when left out. */
  readonly host?: string;
  readonly plugins: readonly ManagedPlugin[];
  /** The router's private Ed25519 JWK; plugins hold the public part. */
  readonly internalKey: JWK;
  readonly keyValue: KeyValue;
  readonly eventLog: EventLog;
  /** Where plugins that came, went or changed are announced and heard of; without it nobody is told. */
  readonly platform?: Pick<PlatformTenant, 'id' | 'announce'>;
  /** Finds the key enrolled for a plugin; without it, and without a registry, none may ask the graph. */
  readonly findPluginKey?: FindPluginKey;
  /** Follows plugins that register, besides `plugins`; without it there are no others, until `recompose`. */
  readonly registry?: FollowOptions;
  /** Last good graph and keys are kept here. */
  readonly dataFolder: string;
  /** Where the web client is served, such as `http://localhost:5173`. */
  readonly webOrigin?: string;
  /** Further origins that browsers may call from. */
  readonly corsOrigins?: readonly string[];
  readonly limits?: LimitsProfile;
  readonly logger: Logger;
  /** False on plain http://localhost only. */
  readonly secureCookies?: boolean;
  /** Whether `x-forwarded-for` is written by a proxy of ours. */
  readonly trustProxy?: boolean;
  /** Milliseconds a client waits at most; 30,000. */
  readonly clientTimeoutMs?: number;
  readonly drain?: DrainLimits;
};

/** A running router. */
export type Router = {
  /** Such as `http://localhost:3000/graphql`. */
  readonly url: string;
  readonly port: number;
  readonly engine: Engine;
  readonly verifyAccessToken: VerifyAccessToken;
  /** Composes anew and swaps without a failed request; answers the faults when the old graph stays. */
  recompose(plugins: readonly ManagedPlugin[]): Promise<readonly CompositionFault[]>;
  /** Not ready, accepts nothing, drains, closes; within 5 s unless `drain` says otherwise. */
  stop(): Promise<void>;
};

/**
 * Starts the router in managed mode: composes the plugins, serves the graph. When they do not compose it serves the last
 * good graph, or answers 503 until `recompose` succeeds. Throws an Error when the port is taken or the key is unusable.
 */
export async function startRouter(options: RouterOptions): Promise<Router> {
  const internalKey = requirePrivateKey(options.internalKey);
  let registry: FollowedRegistry | null = null;
  const managed = await createManagedEngine({
    internalKey,
    keyValue: options.keyValue,
    dataFolder: options.dataFolder,
    limits: options.limits ?? DEFAULT_LIMITS,
    logger: options.logger,
    secureCookies: options.secureCookies ?? true,
    onTrouble: (...trouble) => registry?.onTrouble(...trouble),
  });
  const start = async () => {
    if (options.plugins.length > 0) await managed.keeper.recompose(options.plugins);
    const { registry: followed, platform, ...surroundings } = options;
    const stores = { ...surroundings, announce: platform?.announce };
    if (followed) registry = await startRegistry(managed, { ...stores, registry: followed });
    return serveManaged(managed, options);
  };
  const served = await start().catch(async (error: unknown) => {
    await registry?.stop();
    await managed.stop();
    throw error;
  });
  return {
    url: served.url,
    port: served.port,
    engine: managed.engine,
    verifyAccessToken: managed.verifyAccessToken,
    recompose: managed.keeper.recompose,
    async stop() {
      await registry?.stop();
      await served.stop();
      await managed.stop();
    },
  };
}

async function serveManaged(managed: ManagedEngine, options: RouterOptions): Promise<Served> {
  const { engine, metrics, limits, keys } = managed;
  const { logger, webOrigin, corsOrigins = [] } = options;
  const origins = [...(webOrigin ? [webOrigin] : []), ...corsOrigins];
  const { authenticate, transports, stop } = connectCallers(managed, {
    engine,
    eventLog: options.eventLog,
    findPlatformTenant: options.platform?.id,
    cursorKey: cursorKeyOf(options.internalKey),
    allowedOrigins: origins,
    metrics: metrics.subscriptions,
    logger,
  });
  const served = await serveGraph({
    engine,
    logger,
    metrics,
    limits: limits.profile,
    authenticate,
    authenticateService: createServiceAuthenticate({
      findKey: options.findPluginKey ?? options.registry?.keys.find ?? (async () => null),
      usesOf: managed.keeper.usesOf,
    }),
    jwks: keys.published,
    transports,
    port: options.port,
    host: options.host,
    portVariable: 'ROUTER_PORT',
    corsOrigins: origins,
    sessionOrigins: origins,
    trustProxy: options.trustProxy,
    clientTimeoutMs: options.clientTimeoutMs,
    drain: options.drain,
  });
  return {
    ...served,
    stop() {
      stop();
      return served.stop();
    },
  };
}

/** Subscription cursors are signed with a key of their own, the same on every router that holds the internal key. */
function cursorKeyOf({ d = '' }: JWK): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(d, 'base64url'), '', 'gestas cursor', 32));
}
