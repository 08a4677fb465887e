import { z } from 'zod';

const PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id given by a client. Any text is accepted: what is not an id of ours names nothing, like a random one. */
export const Id = z.string().transform((text) => (isId(text) ? text.toLowerCase() : NO_ID));

/** An id that no row has. */
export const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Whether a text has the form of our ids (UUID); others name nothing. */
export function isId(text: string): boolean {
  return PATTERN.test(text);
}
