import type { Manifest } from '@gestas/sdk';

/** A plugin as its container needs it: its folder below the root, with `/`, and its manifest. */
export type ComposePlugin = { readonly folder: string; readonly manifest: Manifest };
