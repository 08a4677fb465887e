import { z } from 'zod';

/** Every event this plugin emits; the manifest's `emits` lists the same names. */
export const events = {
  /** An invited user exists; auth keeps the invitation, of which only the hash travels. */
  'user:created': z.object({
    userId: z.uuid(),
    invitationHash: z.string().length(64),
    invitationExpiresAt: z.iso.datetime(),
  }),
  /** Somebody's name, roles or status changed. */
  'user:updated': z.object({
    userId: z.uuid(),
    fields: z.array(z.enum(['name', 'roles', 'status'])).min(1),
  }),
  /** Somebody may not sign in any more: auth ends their sessions. */
  'user:suspended': z.object({ userId: z.uuid() }),
  /** A role is new, or its name or permissions changed: whoever holds it has other rights from now on. */
  'role:changed': z.object({
    roleId: z.uuid(),
    fields: z.array(z.enum(['name', 'permissions'])).min(1),
  }),
  /** An operator let a plugin in again: routers look at once. */
  'plugin:enabled': z.object({ plugin: z.string() }),
  /** An operator took a plugin out. */
  'plugin:disabled': z.object({ plugin: z.string() }),
};

/** The event book as a type. */
export type SystemEvents = typeof events;
