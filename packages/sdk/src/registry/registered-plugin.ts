import { z } from 'zod';
import { Manifest } from '../manifest.ts';

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
  lastRefusal: Refusal.nullable(),
});

/** A parsed record. */
export type RegistryRecord = z.output<typeof RegistryRecord>;

/** Why a registration was refused. */
export type PluginRefusal = z.output<typeof Refusal>;

/** READY: every instance lives. DEGRADED: some do. UNAVAILABLE: none does. REFUSED: the last registration was refused. */
export const PLUGIN_STATUSES = ['READY', 'DEGRADED', 'UNAVAILABLE', 'REFUSED'] as const;

/** How a plugin is doing. */
export type PluginStatus = (typeof PLUGIN_STATUSES)[number];

/** A plugin of the live graph, or one that was refused. */
export type RegisteredPlugin = {
  readonly name: string;
  readonly version: string;
  readonly manifest: Manifest;
  readonly sdl: string;
  readonly status: PluginStatus;
  readonly instances: readonly z.output<typeof Instance>[];
  readonly lastRefusal: PluginRefusal | null;
};

/** Where a plugin's record is. */
export const RECORD_PREFIX = 'registry:plugin:';

/** Where the last record of a plugin is that may no longer join, for a while. */
export const LEFT_PREFIX = 'registry:left:';
