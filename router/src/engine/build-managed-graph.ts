import type { Logger } from '@gestas/sdk';
import type { VerifyAccessToken } from '../authentication/create-token-verifier.ts';
import { requireSessionOperation } from '../authentication/require-session-operation.ts';
import { createGraph } from '../execution/create-graph.ts';
import type { CheckLimits, ServedGraph } from '../execution/graph-options.ts';
import type { Limits } from '../limits/create-limits.ts';
import type { PluginClient } from '../pipeline.ts';
import type { PlannerPool } from '../planning/planner.ts';
import type { LastGood } from '../registry/last-good-graph.ts';
import { mutationFields } from '../registry/mutation-fields.ts';
import type { ManagedPlugin } from './managed-plugin.ts';

/** What every managed graph of a router shares. */
export type ManagedGraphParts = {
  readonly client: PluginClient;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly planners: PlannerPool;
  readonly verifyAccessToken: VerifyAccessToken;
  readonly secureCookies: boolean;
  readonly onSessionEnded: () => void;
};

/** Makes the builder of managed graphs: limits, sign-in rules and what manifests say are wired in here. */
export function buildManagedGraph(parts: ManagedGraphParts) {
  const { limits, verifyAccessToken, ...shared } = parts;
  return (graph: LastGood, plugins: readonly ManagedPlugin[]): Promise<ServedGraph> => {
    const sessionPlugins = new Set(
      plugins
        .filter(({ manifest }) => manifest.sessionCookies)
        .map(({ manifest }) => manifest.name),
    );
    const sessionFields = new Set(
      [...sessionPlugins].flatMap((name) => mutationFields(graph.sdls[name] ?? '')),
    );
    return createGraph({
      ...shared,
      supergraphSdl: graph.supergraphSdl,
      compositionId: graph.compositionId,
      checkLimits: checks(limits, graph.supergraphSdl, sessionFields),
      maxTokens: limits.profile.tokens,
      sessionPlugins,
      establishing: new Map(
        plugins.map(({ manifest }) => [manifest.name, manifest.establishesViewer]),
      ),
      verifyAccessToken: (token) => verifyAccessToken(token).catch(() => null),
    });
  };
}

function checks(
  limits: Limits,
  supergraphSdl: string,
  sessionFields: ReadonlySet<string>,
): CheckLimits {
  const checkLimits = limits.checkLimitsOf(supergraphSdl);
  return (document, schema, caller, request) => {
    checkLimits(document, schema, caller, request);
    requireSessionOperation(document, request.operationName, caller, sessionFields);
  };
}
