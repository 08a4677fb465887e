import { z } from 'zod';

const name = z
  .string()
  .max(200, 'must be 200 characters or less')
  .regex(
    /^[a-z][a-z-]*\.[a-z][a-zA-Z]*$/,
    'must be nouns.pastVerb, such as posts.created for the event post:created',
  );

/** What `metric` accepts. */
export const MetricArguments = z.object({
  name,
  from: z.date().nullish(),
  to: z.date().nullish(),
  bucket: z.enum(['MINUTE', 'HOUR', 'DAY']).nullish(),
});
