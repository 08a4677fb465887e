import { setImmediate as others } from 'node:timers/promises';
import type { Embedder } from '../../models/embedder.ts';
import type { KnowledgeDraft } from '../../models/knowledge-entry.ts';
import type { IndexedDraft } from '../../models/knowledge-store.ts';
import { entryVector } from '../../utils/entry-vector.ts';

/** What is embedded of an entry; the end of a long text says little about what the whole is for. */
const EMBEDDED_CHARACTERS = 1500;
/** A text costs a millisecond or several: whoever shares the process gets a turn after so many. */
const BATCH = 16;

/** Gives drafts their vectors. */
export async function indexDrafts(
  drafts: readonly KnowledgeDraft[],
  embedder: Embedder,
): Promise<readonly IndexedDraft[]> {
  const indexed: IndexedDraft[] = [];
  for (let at = 0; at < drafts.length; at += BATCH) {
    const batch = drafts.slice(at, at + BATCH);
    if (at > 0) await others();
    const vectors = await embedder.embed(batch.map(textOf));
    batch.forEach((draft, index) => {
      const dense = vectors[index];
      if (dense) indexed.push({ draft, vectors: { dense, sparse: entryVector(draft) } });
    });
  }
  return indexed;
}

/** The title twice: it says most. */
function textOf({ title, summaries, text }: KnowledgeDraft): string {
  const parts = [title, title, summaries.en, summaries.es, text.slice(0, EMBEDDED_CHARACTERS)];
  return parts.join('\n');
}
