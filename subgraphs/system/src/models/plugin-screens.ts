import type { PluginUi } from '@gestas/sdk';

/** What a viewer sees of a plugin's screens. */
export type PluginScreensRecord = PluginUi & {
  /** The plugin's part of addresses. */
  readonly id: string;
  readonly version: string;
};
