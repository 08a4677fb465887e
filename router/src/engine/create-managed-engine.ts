import { join } from 'node:path';
import {
  createInternalTokenSigner,
  type InternalTokenSigner,
  type KeyValue,
  type Logger,
} from '@gestas/sdk';
import type { JWK } from 'jose';
import { createDenyList } from '../authentication/create-deny-list.ts';
import { createKeySet, type KeySet } from '../authentication/create-key-set.ts';
import {
  createTokenVerifier,
  type VerifyAccessToken,
} from '../authentication/create-token-verifier.ts';
import { createComposer } from '../composition/create-composer.ts';
import { createLimits, type Limits } from '../limits/create-limits.ts';
import type { LimitsProfile } from '../limits/limits-profile.ts';
import { createPlannerPool } from '../planning/create-planner-pool.ts';
import { createMetrics, type RouterMetrics } from '../telemetry/create-metrics.ts';
import { createPluginClient } from '../traffic/create-plugin-client.ts';
import type { OnTrouble } from '../traffic/create-plugin-pool.ts';
import { buildManagedGraph } from './build-managed-graph.ts';
import { createEngine, type RouterEngine } from './create-engine.ts';
import { createGraphKeeper, type GraphKeeper } from './create-graph-keeper.ts';

/** What a managed engine is made of. */
export type ManagedEngineOptions = {
  /** The router's private Ed25519 JWK. */
  readonly internalKey: JWK;
  readonly keyValue: Pick<KeyValue, 'get'>;
  readonly dataFolder: string;
  readonly limits: LimitsProfile;
  readonly logger: Logger;
  readonly secureCookies: boolean;
  readonly onTrouble: OnTrouble;
};

/** An engine with everything behind it, and nothing in front: no port, no transport. */
export type ManagedEngine = {
  readonly engine: RouterEngine;
  readonly keeper: GraphKeeper;
  /** Where the graph served last is kept. */
  readonly lastGoodFile: string;
  readonly keys: KeySet;
  /** Signs what plugins are told of who asks. */
  readonly signer: InternalTokenSigner;
  readonly limits: Limits;
  readonly metrics: RouterMetrics;
  readonly verifyAccessToken: VerifyAccessToken;
  /** Believes no longer that nobody's session has ended: called when one has. */
  readonly onSessionEnded: () => void;
  stop(): Promise<void>;
};

/** Wires keys, limits, plugin client, composer, planners and engine. It serves nothing until `keeper.recompose`. */
export async function createManagedEngine(options: ManagedEngineOptions): Promise<ManagedEngine> {
  const { logger, keyValue, dataFolder, secureCookies } = options;
  const signer = createInternalTokenSigner(options.internalKey);
  const limits = createLimits(options.limits);
  const keys = await createKeySet({ keyValue, file: join(dataFolder, 'jwks.json'), logger });
  const isDenied = createDenyList({ keyValue });
  const verifyAccessToken = createTokenVerifier({ keys, isDenied });
  const metrics = createMetrics(() => client.breakerStates());
  const client = createPluginClient({
    plugins: [],
    signer,
    logger,
    onFetch: metrics.observeFetch,
    onTrouble: options.onTrouble,
  });
  const lastGoodFile = join(dataFolder, 'supergraph.last-good.json');
  const planners = createPlannerPool();
  const engine = createEngine({ logger, admit: limits.admit });
  const keeper = createGraphKeeper({
    engine,
    client,
    compose: createComposer(),
    build: buildManagedGraph({
      client,
      limits,
      logger,
      planners,
      verifyAccessToken,
      secureCookies,
      onSessionEnded: isDenied.doubt,
    }),
    signer,
    metrics,
    logger,
    file: lastGoodFile,
  });
  return {
    engine,
    keeper,
    lastGoodFile,
    keys,
    signer,
    limits,
    metrics,
    verifyAccessToken,
    onSessionEnded: isDenied.doubt,
    async stop() {
      keys.stop();
      await Promise.all([keeper.stop(), client.close()]);
      await planners.stop();
    },
  };
}
