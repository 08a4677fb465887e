import { z } from 'zod';
import { COLLECTIONS, type KnowledgeEntry } from '../../models/knowledge-entry.ts';

const language = z.enum(['en', 'es']);
const Payload = z.object({
  tenant_id: z.string(),
  collection: z.enum(COLLECTIONS),
  source: z.string(),
  title: z.string(),
  text: z.string(),
  summaries: z.object({ en: z.string(), es: z.string() }),
  derived: z.array(language),
});

/**
 * An entry from what a vector database keeps beside a vector. Throws when it belongs to none of `owners`: a filter must have
 * been lost, and nothing at all is better than another tenant's.
 */
export function readPayload(
  id: string,
  payload: unknown,
  owners: readonly string[],
): KnowledgeEntry {
  const { tenant_id: owner, ...draft } = Payload.parse(payload);
  if (!owners.includes(owner)) throw new Error('a vector of another tenant was answered');
  return { id, ...draft };
}
