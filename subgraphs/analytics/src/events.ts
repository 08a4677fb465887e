import { z } from 'zod';

/** Every event this plugin emits; the manifest's `emits` lists the same names. */
export const events = {
  /** A metric was counted: the minute it fell in, and that minute's new value. */
  'metric:recorded': z.object({
    name: z.string(),
    at: z.iso.datetime(),
    value: z.number(),
  }),
};

/** The event book as a type. */
export type AnalyticsEvents = typeof events;
