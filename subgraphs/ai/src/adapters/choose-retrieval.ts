import type { AiEnv } from '../env.ts';
import type { Embedder } from '../models/embedder.ts';
import type { KnowledgeStore } from '../models/knowledge-store.ts';
import type { RetrievalService } from '../models/retrieval-service.ts';
import type { KnowledgeRepository } from '../repositories/knowledge-repository.ts';
import { createRetrieval } from './create-retrieval.ts';
import { hashedEmbedder } from './embedding/hashed-embedder.ts';
import { createHttpEmbedder } from './embedding/http-embedder.ts';
import { indexDrafts } from './knowledge/index-drafts.ts';
import { loadKnowledge } from './knowledge/load-knowledge.ts';
import { once } from './once.ts';
import { createFlatStore } from './vectors/flat-store.ts';
import { createSharedIndex } from './vectors/shared-index.ts';
import { createTenantVectorStores } from './vectors/tenant-vector-store.ts';

/** A tenant, and its rows as far as an embedder of that name made their vectors. */
export type TenantKnowledge = {
  readonly tenantId: string;
  readonly repository: (embedder: string) => KnowledgeRepository;
};

/** Retrieval of one tenant. */
export type RetrievalOf = (tenant: TenantKnowledge) => RetrievalService;

/**
 * Retrieval over Qdrant where `QDRANT_URL` is set, otherwise over the flat index; nothing is read or indexed before the first
 * question. `pluginFolder` is where schema.graphql is.
 */
export function chooseRetrieval(env: AiEnv, pluginFolder: URL): RetrievalOf {
  const embedder = chooseEmbedder(env);
  const storeOf = env.QDRANT_URL
    ? qdrantStores(env.QDRANT_URL, env, embedder, pluginFolder)
    : flatStores(embedder, pluginFolder);
  return (tenant) => createRetrieval(storeOf(tenant), embedder);
}

function chooseEmbedder(env: AiEnv): Embedder {
  const { AI_EMBEDDING_BASE_URL: baseUrl, AI_EMBEDDING_API_KEY: apiKey } = env;
  const { AI_EMBEDDING_MODEL: model, AI_EMBEDDING_DIMENSIONS: dimensions } = env;
  return baseUrl ? createHttpEmbedder({ baseUrl, apiKey, model, dimensions }) : hashedEmbedder;
}

type StoreOf = (tenant: TenantKnowledge) => KnowledgeStore;

function flatStores(embedder: Embedder, pluginFolder: URL): StoreOf {
  const shared = once(async () => createSharedIndex(await loadKnowledge(pluginFolder), embedder));
  return ({ repository }) => createFlatStore(repository(embedder.name), shared);
}

function qdrantStores(
  url: string,
  { QDRANT_API_KEY: apiKey }: AiEnv,
  embedder: Embedder,
  pluginFolder: URL,
): StoreOf {
  const stores = createTenantVectorStores({ url, apiKey, dimensions: embedder.dimensions });
  const ready = once(async () => {
    const { drafts, version } = await loadKnowledge(pluginFolder);
    await stores.synchronise(await indexDrafts(drafts, embedder), `${version}:${embedder.name}`);
  });
  return ({ tenantId }) => {
    const store = stores.forTenant(tenantId);
    return {
      search: async (...args) => ready().then(() => store.search(...args)),
      find: async (ids) => ready().then(() => store.find(ids)),
      put: async (drafts) => ready().then(() => store.put(drafts)),
      remove: async (...args) => ready().then(() => store.remove(...args)),
    };
  };
}
