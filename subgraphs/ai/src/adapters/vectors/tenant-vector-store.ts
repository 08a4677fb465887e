import { isId } from '@gestas/sdk';
import { QdrantClient, type Schemas } from '@qdrant/js-client-rest';
import {
  COLLECTIONS,
  type Collection,
  type KnowledgeDraft,
  type KnowledgeEntry,
} from '../../models/knowledge-entry.ts';
import type { IndexedDraft, KnowledgeStore } from '../../models/knowledge-store.ts';
import type { Vectors } from '../../models/vectors.ts';
import { entryId } from '../../utils/entry-id.ts';
import { readPayload } from './read-payload.ts';
import { SHARED } from './shared-index.ts';

/** Where Qdrant is, and how long vectors are. */
export type QdrantOptions = {
  readonly url: string;
  readonly apiKey?: string | undefined;
  readonly dimensions: number;
  readonly timeoutMs?: number;
};

/** Qdrant, of which nobody sees more than one tenant's part. */
export type TenantVectorStores = {
  /** The store of one tenant: every call of it carries the tenant. */
  forTenant(tenantId: string): KnowledgeStore;
  /** Makes the collections where they are missing, and the shared entries those of `version`. */
  synchronise(drafts: readonly IndexedDraft[], version: string): Promise<void>;
};

const BATCH = 64;
/** How much of each branch is fused. */
const CANDIDATES = 50;
const TIMEOUT_MS = 10_000;

/** The only file that speaks to Qdrant. Its client drops keys it does not know, so every request is typed in full. */
export function createTenantVectorStores(options: QdrantOptions): TenantVectorStores {
  const { url, apiKey, timeoutMs = TIMEOUT_MS } = options;
  const client = new QdrantClient({
    url,
    ...(apiKey && { apiKey }),
    timeout: timeoutMs,
    checkCompatibility: false,
  });
  return {
    forTenant(tenantId) {
      // A name such as `_shared` must not get in here.
      if (!isId(tenantId)) throw new Error('a vector store belongs to a tenant');
      return createStore(client, tenantId.toLowerCase());
    },
    async synchronise(drafts, version) {
      for (const collection of COLLECTIONS) {
        await ensureCollection(client, collection, options.dimensions);
        const members = drafts.filter(({ draft }) => draft.collection === collection);
        await synchroniseShared(client, collection, members, version);
      }
    },
  };
}

function createStore(client: QdrantClient, tenantId: string): KnowledgeStore {
  const owners = [tenantId, SHARED];
  return {
    async search(collection, query, limit) {
      const request: Schemas['QueryRequest'] = {
        prefetch: owners.flatMap((owner) => branches(owner, query)),
        query: { rrf: { k: 60 } },
        filter: { must: [ownedBy(owners)] },
        limit,
        with_payload: true,
      };
      return entriesOf((await client.query(collection, request)).points, owners);
    },
    async find(ids) {
      const has_id = ids.filter(isId);
      if (has_id.length === 0) return [];
      const request: Schemas['QueryRequest'] = {
        filter: { must: [ownedBy(owners), { has_id }] },
        limit: has_id.length,
        with_payload: true,
      };
      const answers = await Promise.all(
        COLLECTIONS.map((collection) => client.query(collection, request)),
      );
      const found = entriesOf(
        answers.flatMap(({ points }) => points),
        owners,
      );
      return has_id.flatMap((id) => found.find((entry) => entry.id === id) ?? []);
    },
    async put(drafts) {
      for (const collection of COLLECTIONS) {
        const members = drafts.filter(({ draft }) => draft.collection === collection);
        await upsert(client, collection, tenantId, members);
      }
    },
    async remove(collection, sources) {
      const named: Schemas['FieldCondition'] = { key: 'source', match: { any: [...sources] } };
      const request: Schemas['FilterSelector'] = {
        filter: { must: [ownedBy([tenantId]), named] },
      };
      await client.delete(collection, { wait: true, ...request });
    },
  };
}

/** One owner's two branches, each with its own filter, so that neither owner crowds the other out. */
function branches(owner: string, { dense, sparse }: Vectors): Schemas['Prefetch'][] {
  const filter: Schemas['Filter'] = { must: [ownedBy([owner])] };
  const words = { indices: [...sparse.indices], values: [...sparse.values] };
  const byMeaning = { query: [...dense], using: 'dense', filter, limit: CANDIDATES };
  const byWords = { query: words, using: 'words', filter, limit: CANDIDATES };
  // A question without any word we know has no words to search by.
  return words.indices.length > 0 ? [byMeaning, byWords] : [byMeaning];
}

function ownedBy(owners: readonly string[]): Schemas['FieldCondition'] {
  const [only, ...others] = owners;
  const match = others.length === 0 ? { value: only ?? '' } : { any: [...owners] };
  return { key: 'tenant_id', match };
}

function entriesOf(
  points: readonly Schemas['ScoredPoint'][],
  owners: readonly string[],
): readonly KnowledgeEntry[] {
  return points.map(({ id, payload }) => readPayload(String(id), payload, owners));
}

async function upsert(
  client: QdrantClient,
  collection: Collection,
  owner: string,
  members: readonly IndexedDraft[],
  version?: string,
): Promise<void> {
  for (let at = 0; at < members.length; at += BATCH) {
    const points = members.slice(at, at + BATCH).map(({ draft, vectors }) => {
      const { indices, values } = vectors.sparse;
      const point: Schemas['PointStruct'] = {
        id: entryId(owner, collection, draft.source),
        vector: {
          dense: [...vectors.dense],
          words: { indices: [...indices], values: [...values] },
        },
        payload: payloadOf(draft, owner, version),
      };
      return point;
    });
    const request: Schemas['PointsList'] = { points };
    await client.upsert(collection, { wait: true, ...request });
  }
}

/** Field by field: nothing that a draft may bring along can take the place of its owner. */
function payloadOf(draft: KnowledgeDraft, owner: string, version: string | undefined) {
  const { collection, source, title, text, summaries, derived } = draft;
  const entry = { collection, source, title, text, summaries, derived: [...derived] };
  return { ...entry, tenant_id: owner, ...(version && { version }) };
}

async function ensureCollection(
  client: QdrantClient,
  collection: Collection,
  size: number,
): Promise<void> {
  if ((await client.collectionExists(collection)).exists) return;
  const request: Schemas['CreateCollection'] = {
    vectors: { dense: { size, distance: 'Cosine' } },
    sparse_vectors: { words: { modifier: 'idf' } },
    // A graph for each tenant instead of one for all (https://qdrant.tech/documentation/guides/multitenancy).
    hnsw_config: { payload_m: 16, m: 0 },
  };
  await client.createCollection(collection, request);
  const index: Schemas['CreateFieldIndex'] = {
    field_name: 'tenant_id',
    field_schema: { type: 'keyword', is_tenant: true },
  };
  await client.createPayloadIndex(collection, { wait: true, ...index });
}

/** Writes what is new before it takes away what is old, so that a search in between finds either. */
async function synchroniseShared(
  client: QdrantClient,
  collection: Collection,
  members: readonly IndexedDraft[],
  version: string,
): Promise<void> {
  const present: Schemas['FieldCondition'] = { key: 'version', match: { value: version } };
  const count: Schemas['CountRequest'] = {
    filter: { must: [ownedBy([SHARED]), present] },
    exact: true,
  };
  if ((await client.count(collection, count)).count === members.length) return;
  await upsert(client, collection, SHARED, members, version);
  const outdated: Schemas['FilterSelector'] = {
    filter: { must: [ownedBy([SHARED])], must_not: [present] },
  };
  await client.delete(collection, { wait: true, ...outdated });
}
