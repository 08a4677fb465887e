import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import written from '../../../knowledge/summaries.es.json' with { type: 'json' };
import type { KnowledgeDraft } from '../../models/knowledge-entry.ts';
import { gatherKnowledge } from './gather-knowledge.ts';
import { readRepository } from './read-repository.ts';

/** What all tenants share, and a name that changes whenever any of it does. */
export type SharedKnowledge = {
  readonly drafts: readonly KnowledgeDraft[];
  readonly version: string;
};

/**
 * Reads the shared knowledge: from `knowledge.json` beside the plugin's schema, which the container's build writes, or from
 * the checkout the plugin is part of. Without either there is none.
 */
export async function loadKnowledge(pluginFolder: URL): Promise<SharedKnowledge> {
  const prepared = fileURLToPath(new URL('knowledge.json', pluginFolder));
  const root = fileURLToPath(new URL('../../', pluginFolder));
  if (existsSync(prepared)) return versioned(JSON.parse(readFileSync(prepared, 'utf8')));
  if (!existsSync(`${root}packages/sdk`)) return versioned([]);
  return versioned(gatherKnowledge(await readRepository(root), written));
}

function versioned(drafts: readonly KnowledgeDraft[]): SharedKnowledge {
  return { drafts, version: createHash('sha256').update(JSON.stringify(drafts)).digest('hex') };
}
