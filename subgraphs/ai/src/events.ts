import { z } from 'zod';

/** Every event this plugin emits; the manifest's `emits` lists the same names. */
export const events = {
  'generation:progressed': z.object({
    runId: z.uuid(),
    step: z.string(),
    status: z.string(),
    at: z.iso.datetime(),
    message: z.string().nullable(),
  }),
  'generation:finished': z.object({ runId: z.uuid(), authorId: z.uuid(), status: z.string() }),
  /** Pieces of an answer; only the asker is shown them. */
  'chat:progressed': z.object({
    chatId: z.uuid(),
    messageId: z.uuid(),
    askerId: z.uuid(),
    text: z.string(),
    offset: z.int(),
    done: z.boolean(),
  }),
};

/** The event book as a type. */
export type AiEvents = typeof events;
