import type { Manifest } from '@gestas/sdk';

/** A plugin as its container needs it. */
export type ComposePlugin = {
  /** Below the root, with `/`. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** Whether its `src/env.ts` reads `QDRANT_URL`. */
  readonly usesVectors: boolean;
};
