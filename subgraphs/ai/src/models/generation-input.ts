import { Id } from '@gestas/sdk';
import { z } from 'zod';
import { detectLanguage } from '../parsing/parse-prompt.ts';

const prompt = z
  .string()
  .trim()
  .min(3, 'must say what to make, in 3 characters or more')
  .max(4000, 'must be 4000 characters or less');

/** What `startGeneration` accepts; the language is the prompt's own when left out. */
export const StartGeneration = z
  .object({ prompt, language: z.enum(['es', 'en'], 'must be es or en').nullish() })
  .transform(({ prompt: text, language }) => ({
    prompt: text,
    language: language ?? detectLanguage(text),
  }));

/** What `acceptGeneration` and `cancelGeneration` accept. */
export const NameGeneration = z.object({ id: Id });

/** What `rejectGeneration` accepts. */
export const RejectGeneration = z.object({
  id: Id,
  reason: z.string().trim().min(1, 'must say why').max(1000, 'must be 1000 characters or less'),
});
