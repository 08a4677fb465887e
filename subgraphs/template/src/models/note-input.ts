import { z } from 'zod';

/** What `createNote` accepts. */
export const CreateNote = z.object({
  text: z.string().trim().min(1, 'must not be empty').max(2000, 'must be 2000 characters or less'),
});
