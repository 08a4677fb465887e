import type { PluginStatus } from '@gestas/sdk';

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
  readonly lastRefusal: {
    readonly at: Date;
    readonly code: string;
    readonly message: string;
    readonly coordinates: readonly string[];
  } | null;
};
