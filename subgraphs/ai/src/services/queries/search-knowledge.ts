import { parseInput, requirePermission } from '@gestas/sdk';
import { z } from 'zod';
import type { QueryContext } from '../../context.ts';
import type { Passage } from '../../models/retrieval-service.ts';

const MOST_HITS = 30;
const MOST_CHARACTERS = 1_000;

const Search = z.object({
  query: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(MOST_CHARACTERS, `must be ${MOST_CHARACTERS} characters or less`),
  first: z
    .int()
    .min(1, 'must be 1 or more')
    .max(MOST_HITS, `must be ${MOST_HITS} or less`)
    .nullish(),
});
const DEFAULT_HITS = 10;

/** The passages that bear most on a question: the platform's own and the tenant's. */
export function searchKnowledge(ctx: QueryContext, input: unknown): Promise<readonly Passage[]> {
  requirePermission(ctx, 'ai:knowledge:read');
  const { query, first } = parseInput(Search, input);
  return ctx.retrieval.retrieve(query, first ?? DEFAULT_HITS);
}
