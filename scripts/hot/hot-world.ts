import type { QuarantineBook, RegistryReader } from '@gestas/sdk';
import type { PlatformEnv } from '../platform-env.ts';
import type { PlatformSecrets } from '../platform-secrets.ts';
import type { PluginFolder } from '../plugin-folders.ts';
import type { Stores } from '../prepare-stores.ts';

/** What the plugins that come while the platform runs have in common. */
export type HotWorld = {
  readonly env: PlatformEnv;
  readonly secrets: PlatformSecrets;
  readonly stores: Stores;
  /** The environment that the platform was started with. */
  readonly given: Readonly<Record<string, string | undefined>>;
  readonly registry: RegistryReader;
  readonly quarantine: QuarantineBook;
  /** Tells routers to look at the registry now. */
  readonly ring: () => Promise<void>;
  readonly say: (message: string) => void;
  /** Every plugin that runs, by folder. */
  readonly running: Map<string, PluginFolder>;
};
