import { Id } from '@gestas/sdk';
import { z } from 'zod';

const MOST_CHARACTERS = 4_000;

/** What `askChat` accepts. */
export const AskChat = z.object({
  chatId: Id.nullish(),
  text: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(MOST_CHARACTERS, `must be ${MOST_CHARACTERS} characters or less`),
});
