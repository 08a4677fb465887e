import { z } from 'zod';

/** Every event this plugin emits; the manifest's `emits` lists the same names. */
export const events = {
  'note:created': z.object({ noteId: z.uuid(), authorId: z.uuid() }),
};

/** The event book as a type. */
export type TemplateEvents = typeof events;
