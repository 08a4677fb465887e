import { z } from 'zod';

/** Every event this plugin emits; the manifest's `emits` lists the same names. */
export const events = {
  /** An invited user exists; auth keeps the invitation, of which only the hash travels. */
  'user:created': z.object({
    userId: z.uuid(),
    invitationHash: z.string().length(64),
    invitationExpiresAt: z.iso.datetime(),
  }),
};

/** The event book as a type. */
export type SystemEvents = typeof events;
