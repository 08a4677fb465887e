import { z } from 'zod';

/** Every event this plugin emits; the manifest's `emits` lists the same names. */
export const events = {
  /** Somebody chose a password by the link they were sent, and is an active user now. */
  'invitation:accepted': z.object({ userId: z.uuid() }),
  /** A session ended before its time: its sockets close at once. */
  'session:revoked': z.object({
    sessionId: z.uuid(),
    userId: z.uuid(),
    reason: z.enum(['LOGOUT', 'REUSED', 'REVOKED']),
  }),
};

/** The event book as a type. */
export type AuthEvents = typeof events;
