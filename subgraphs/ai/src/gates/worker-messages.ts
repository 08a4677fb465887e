import type { PluginFile } from '../models/candidate.ts';
import type { Issue } from '../models/verdict.ts';

/** One plugin's SDL for composition, with the platform's header. */
export type ComposedPlugin = { readonly name: string; readonly sdl: string };

/** What the gate process is asked. */
export type GateJob =
  | { readonly kind: 'IMPORTS'; readonly files: readonly PluginFile[] }
  | { readonly kind: 'TYPES'; readonly folder: string; readonly files: readonly PluginFile[] }
  | {
      readonly kind: 'COMPOSITION';
      readonly plugins: readonly ComposedPlugin[];
      readonly candidate: string;
      /** The candidate's manifest, which the gates before have found valid. */
      readonly manifest: string;
      /** Those that mounted plugins contribute. */
      readonly permissions: readonly string[];
    };

/** A job with its number, and its answer. */
export type GateRequest = { readonly id: number; readonly job: GateJob };
export type GateReply =
  | { readonly id: number; readonly issues: readonly Issue[] }
  | { readonly id: number; readonly error: string };
