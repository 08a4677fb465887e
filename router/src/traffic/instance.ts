import type { PluginResponse } from '@gestas/sdk';

/** One request on its way to an instance. */
export type Outgoing = {
  /** JSON text of a GraphQL request. */
  readonly body: string;
  /** Null in static mode. */
  readonly internalToken: string | null;
  readonly requestId: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
};

/**
 * Why there is no answer. `refused`: never connected. `reset`: the connection ended before an answer began. `cut`: it
 * ended within the answer. `gateway`: something before the plugin said 502, 503 or 504.
 */
export type Failure = 'refused' | 'reset' | 'cut' | 'gateway' | 'timeout' | 'oversized' | 'aborted';

/** An instance's answer, or why there is none. */
export type Delivery =
  | { readonly ok: true; readonly response: PluginResponse }
  | { readonly ok: false; readonly failure: Failure };

/** One running process of a plugin, or the plugin in this process. */
export type Instance = {
  /** For logs. */
  readonly address: string;
  deliver(outgoing: Outgoing): Promise<Delivery>;
  close(): Promise<void>;
};

/** Bounds of one call. */
export type InstanceLimits = { readonly timeoutMs: number; readonly maxAnswerBytes: number };

/** What the design asks for: 5 s, 16 MB. */
export const INSTANCE_LIMITS: InstanceLimits = {
  timeoutMs: 5_000,
  maxAnswerBytes: 16 * 1024 * 1024,
};
