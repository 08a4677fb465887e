import { z } from 'zod';

const WORD = '[a-z][a-z-]*';
const PATTERN = new RegExp(`^(\\*|${WORD}:\\*|${WORD}:(${WORD}|\\*):(${WORD}|\\*))$`);

/** What a role may hold: `plugin:noun:verb`, with `*` for noun or verb, `plugin:*` for all of a plugin, `*` for everything. */
export const PermissionPattern = z
  .string()
  .max(200, 'must be 200 characters or less')
  .regex(PATTERN, 'must be plugin:noun:verb, plugin:* or *, lower-case');
