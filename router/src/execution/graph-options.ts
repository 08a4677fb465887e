import type { Logger, Viewer } from '@gestas/sdk';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { PolicyEvaluator } from '../authorization/policies.ts';
import type {
  Caller,
  Graph,
  GraphQLRequest,
  PluginClient,
  PreparedOperation,
} from '../pipeline.ts';
import type { PlannerPool } from '../planning/planner.ts';
import type { ExecutePlan } from './plan-execution.ts';

/** What the router does about a field the viewer may not read. `off` is for static mode only. */
export type AuthorizationMode = 'filter' | 'reject' | 'dry-run' | 'off';

/**
 * Called with every request, after parsing and before validation; throws GraphQLError (LIMIT_EXCEEDED) to refuse. The
 * same text gives the same `document` object, so that counts may be kept in a WeakMap.
 */
export type CheckLimits = (
  document: DocumentNode,
  schema: GraphQLSchema,
  caller: Caller,
  request: GraphQLRequest,
) => void;

/** Who an access token speaks for, and until when (milliseconds since the epoch). */
export type TokenIdentity = { readonly viewer: Viewer; readonly expiresAt: number };

/** What a graph is made of; only the first three are needed. */
export type GraphOptions = {
  readonly supergraphSdl: string;
  /** How plugins are reached. */
  readonly client: PluginClient;
  readonly logger: Logger;
  /** Names the composition; the hash of the supergraph when left out. */
  readonly compositionId?: string;
  /** Workers that plan, shared by all graphs of a process; a pool of its own when left out. */
  readonly planners?: PlannerPool;
  /** `filter` when left out. */
  readonly authorization?: AuthorizationMode;
  /** Answers `@policy`; without it every policy is refused. */
  readonly evaluatePolicies?: PolicyEvaluator;
  readonly checkLimits?: CheckLimits;
  /** Tokens a document may have; 2,000 when left out. */
  readonly maxTokens?: number;
  /** Whether `__schema` and `__type` are answered; yes when left out. */
  readonly introspection?: boolean;
  /** Plugin → mutation fields whose answer signs a viewer in (`establishesViewer` of its manifest). */
  readonly establishing?: ReadonlyMap<string, readonly string[]>;
  /** Plugins whose manifest says `sessionCookies: true`. */
  readonly sessionPlugins?: ReadonlySet<string>;
  /** Verifies the token of a session just issued; null when it isn't valid. Needed by `establishing`. */
  readonly verifyAccessToken?: (token: string) => Promise<TokenIdentity | null>;
  /** False on plain http://localhost only: cookies then lack `Secure`. */
  readonly secureCookies?: boolean;
  /** Called when a plugin with session cookies has ended a session. */
  readonly onSessionEnded?: () => void;
  /** How plans are executed; by the router's own executor when left out. */
  readonly executePlan?: ExecutePlan;
  /** Prepared operations kept; 1,000 when left out. */
  readonly preparedOperations?: number;
};

/** A GraphQL request to one plugin. */
export type UpstreamRequest = {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** A graph that serves, with what the process around it wants to know. */
export type ServedGraph = Graph & {
  readonly supergraphSdl: string;
  /** The schema of everything, as a viewer with all rights sees it. */
  readonly apiSchema: GraphQLSchema;
  /** The plugins of the composition and the addresses they were composed with. */
  readonly plugins: readonly { readonly name: string; readonly url: string }[];
  /** What to ask a plugin that resolves its own subscription: the first fetch of the prepared subscription's plan. */
  upstreamRequest(
    prepared: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
  ): UpstreamRequest;
  /** Gives the planning workers back. Requests that run are not cut off. */
  stop(): Promise<void>;
};
