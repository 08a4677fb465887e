import type { KeyValue } from '@gestas/sdk';
import type { PluginFile } from './candidate.ts';

/** What became of a plugin that was placed: routers serve it, refused it, or did not say in time. */
export type MountOutcome =
  | { readonly kind: 'SERVED' }
  | {
      readonly kind: 'REFUSED';
      readonly code: string;
      readonly message: string;
      readonly coordinates: readonly string[];
    }
  | { readonly kind: 'LATE' };

/** A whole plugin, as it is placed. */
export type PlacedPlugin = {
  /** The manifest's name, such as `plugin-products`. */
  readonly name: string;
  /** The folder in `subgraphs/`, such as `products`. */
  readonly folder: string;
  readonly files: readonly PluginFile[];
};

/** Makes the mounter that reads what routers write into this store. */
export type MounterOf = (keyValue: Pick<KeyValue, 'get' | 'scan'>) => PluginMounter;

/** Puts plugins where the platform mounts them from: there each runs as a process of its own. */
export interface PluginMounter {
  /**
   * Places the folder as a whole; one that is there with the same files is left as it is.
   * @throws AppError CONFLICT when other files are there, or when this platform mounts nothing from here.
   */
  place(plugin: PlacedPlugin): Promise<void>;
  /** Takes away what `place` placed. */
  withdraw(plugin: PlacedPlugin): Promise<void>;
  /** Waits until routers have said what they make of it. */
  outcome(plugin: PlacedPlugin): Promise<MountOutcome>;
}
