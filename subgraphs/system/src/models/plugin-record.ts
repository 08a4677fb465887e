import type { PluginStatus } from '@gestas/sdk';

/** What a plugin has to do with an entity: it defines it, adds fields to it, or only refers to it. */
export type PluginEntityRecord = {
  readonly name: string;
  readonly part: 'OWNER' | 'CONTRIBUTOR' | 'REFERRER';
};

/** A plugin as operators see it. */
export type PluginRecord = {
  readonly name: string;
  readonly version: string;
  readonly status: PluginStatus;
  readonly instances: readonly {
    readonly id: string;
    readonly url: string;
    readonly lastHeartbeatAt: Date;
  }[];
  /** Those its manifest contributes. */
  readonly permissions: readonly string[];
  /** Read out of its schema only when it is asked for. */
  readonly entities: () => readonly PluginEntityRecord[];
  readonly lastRefusal: {
    readonly at: Date;
    readonly code: string;
    readonly message: string;
    readonly coordinates: readonly string[];
  } | null;
  readonly quarantine: { readonly at: Date; readonly reason: string } | null;
};
