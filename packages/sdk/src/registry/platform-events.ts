import { z } from 'zod';
import { PLUGIN_STATUSES } from './registered-plugin.ts';

/** Events of the platform itself; they carry the reserved platform tenant. */
export const PLATFORM_EVENTS = {
  /** An instance has joined, or joined anew. */
  'plugin:registered': z.object({
    plugin: z.string(),
    version: z.string(),
    instanceId: z.uuid(),
    url: z.string(),
  }),
  /** An instance leaves; it answers what it was already asked. */
  'plugin:stopped': z.object({ plugin: z.string(), instanceId: z.uuid() }),
  /** A router wrote down something new about a plugin; who reads the registry now finds it there. */
  'plugin:changed': z.object({
    plugin: z.string(),
    version: z.string(),
    status: z.enum(PLUGIN_STATUSES),
  }),
};

/** Tells the platform's own tenant of something, in a transaction of its own. */
export type AnnouncePlatformEvent = <Name extends keyof typeof PLATFORM_EVENTS>(
  name: Name,
  data: z.input<(typeof PLATFORM_EVENTS)[Name]>,
) => Promise<void>;

/** Whether an event of this name is the platform's own. */
export function isPlatformEvent(name: string): boolean {
  return Object.hasOwn(PLATFORM_EVENTS, name);
}
