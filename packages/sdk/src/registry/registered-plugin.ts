import { z } from 'zod';
import { Manifest } from '../manifest.ts';
import type { Quarantine } from './quarantine.ts';

const Instance = z.object({
  id: z.string(),
  url: z.string(),
  /** ISO 8601. */
  lastHeartbeatAt: z.string(),
  /** Whether it takes requests; one that died is listed for a while. */
  isLive: z.boolean(),
});

const Refusal = z.object({
  /** ISO 8601. */
  at: z.string(),
  code: z.string(),
  message: z.string(),
  coordinates: z.array(z.string()),
});

/** What the registry store keeps of one plugin; the router writes it, anybody may read it. */
export const RegistryRecord = z.object({
  manifest: Manifest,
  /** What is composed, canonical header included; of a plugin that never got in, what it asked for. */
  sdl: z.string(),
  instances: z.array(Instance),
  /** Whether the registration that came last was refused. */
  isRefused: z.boolean(),
  /** Whether manifest and SDL are what is composed, not what was refused. */
  isServed: z.boolean().default(false),
  lastRefusal: Refusal.nullable(),
});

/** A parsed record. */
export type RegistryRecord = z.output<typeof RegistryRecord>;

/** Why a registration was refused. */
export type PluginRefusal = z.output<typeof Refusal>;

/**
 * READY: every instance lives. DEGRADED: some do. UNAVAILABLE: none does. REFUSED: the last registration was refused.
 * QUARANTINED: it is taken out, whatever its instances do.
 */
export type PluginStatus = 'READY' | 'DEGRADED' | 'UNAVAILABLE' | 'REFUSED' | 'QUARANTINED';

/** A plugin of the live graph, or one that was refused. */
export type RegisteredPlugin = {
  readonly name: string;
  readonly version: string;
  readonly manifest: Manifest;
  readonly sdl: string;
  readonly status: PluginStatus;
  /** Whether manifest and SDL are what is composed: also while an upgrade is refused. */
  readonly isServed: boolean;
  readonly instances: readonly z.output<typeof Instance>[];
  readonly lastRefusal: PluginRefusal | null;
  /** Since when and why it is taken out; null when it is not. */
  readonly quarantine: Pick<Quarantine, 'at' | 'reason'> | null;
};

/** Where a plugin's record is. */
export const RECORD_PREFIX = 'registry:plugin:';
