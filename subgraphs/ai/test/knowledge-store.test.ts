import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashedEmbedder } from '../src/adapters/embedding/hashed-embedder.ts';
import { createFlatStore } from '../src/adapters/vectors/flat-store.ts';
import { readPayload } from '../src/adapters/vectors/read-payload.ts';
import { createSharedIndex } from '../src/adapters/vectors/shared-index.ts';
import { createTenantVectorStores } from '../src/adapters/vectors/tenant-vector-store.ts';
import type { KnowledgeStore } from '../src/models/knowledge-store.ts';
import { createPrismaKnowledgeRepository } from '../src/repositories/prisma-knowledge-repository.ts';
import { entryId } from '../src/utils/entry-id.ts';
import { type AiWorld, startAiWorld } from './support/ai-world.ts';
import { draftOf, indexed, SHARED_DRAFTS, vectorsOf } from './support/knowledge.ts';
import { type QdrantDouble, startQdrantDouble } from './support/qdrant-double.ts';

let world: AiWorld;
let qdrant: QdrantDouble;
beforeAll(async () => {
  [world, qdrant] = await Promise.all([startAiWorld(), startQdrantDouble()]);
});
afterAll(() => Promise.all([world.stop(), qdrant.stop()]));

type Tenant = { readonly tenantId: string; readonly store: KnowledgeStore };

const stores: readonly (readonly [string, () => Promise<Tenant>])[] = [
  [
    'flat index in PostgreSQL',
    async () => {
      const { tenantId, database } = await world.newTenant();
      const shared = { drafts: SHARED_DRAFTS, version: '1' };
      const repository = createPrismaKnowledgeRepository(database, hashedEmbedder.name);
      const store = createFlatStore(repository, () => createSharedIndex(shared, hashedEmbedder));
      return { tenantId, store };
    },
  ],
  [
    'Qdrant',
    async () => {
      const options = { url: qdrant.url, dimensions: hashedEmbedder.dimensions };
      const vectors = createTenantVectorStores(options);
      await vectors.synchronise(await indexed(...SHARED_DRAFTS), '1');
      const tenantId = randomUUID();
      return { tenantId, store: vectors.forTenant(tenantId) };
    },
  ],
];

const search = async ({ store }: Tenant, question: string, limit = 5) =>
  (await store.search('docs', await vectorsOf(question), limit)).map(({ source }) => source);

describe.each(stores)('knowledge in %s', (_name, newTenant) => {
  it('finds what all share, and nothing of another collection', async () => {
    const tenant = await newTenant();
    expect((await search(tenant, 'how are passwords hashed'))[0]).toBe('shared/passwords.md');
    expect(await search(tenant, 'slugify title')).not.toContain('shared/slugify.ts');
    const code = await tenant.store.search('code', await vectorsOf('slugify title'), 5);
    expect(code.map(({ title }) => title)).toEqual(['slugify']);
  });

  it('finds the tenant own beside what all share, whole', async () => {
    const tenant = await newTenant();
    const draft = draftOf('own/invoices.md', 'Invoices are paid within thirty days.', {
      summaries: { en: 'When invoices are paid.', es: 'Cuándo se pagan las facturas.' },
      derived: ['es'],
    });
    await tenant.store.put(await indexed(draft));
    const [found] = await tenant.store.search('docs', await vectorsOf('invoices paid'), 5);
    expect(found).toEqual({ ...draft, id: entryId(tenant.tenantId, 'docs', draft.source) });
    expect(await tenant.store.find([found?.id ?? ''])).toEqual([found]);
    expect((await search(tenant, 'cursor offset lists'))[0]).toBe('shared/pagination.md');
  });

  it('replaces an entry of the same source, and takes entries away', async () => {
    const tenant = await newTenant();
    await tenant.store.put(
      await indexed(draftOf('own/a.md', 'Zebras.'), draftOf('own/b.md', 'Lions.')),
    );
    await tenant.store.put(await indexed(draftOf('own/a.md', 'Giraffes.')));
    const [giraffe] = await tenant.store.search('docs', await vectorsOf('giraffes'), 1);
    expect(giraffe).toMatchObject({ source: 'own/a.md', text: 'Giraffes.' });
    await tenant.store.remove('docs', ['own/a.md', 'shared/passwords.md']);
    expect(await search(tenant, 'giraffes')).not.toContain('own/a.md');
    expect(await search(tenant, 'lions')).toContain('own/b.md');
    // What all share is nobody's to take away.
    expect(await search(tenant, 'passwords hashed')).toContain('shared/passwords.md');
  });

  it('keeps to the limit, and finds nothing in nothing', async () => {
    const tenant = await newTenant();
    const many = Array.from({ length: 12 }, (_, at) =>
      draftOf(`own/${at}.md`, `Whales number ${at}.`),
    );
    await tenant.store.put(await indexed(...many));
    expect(await search(tenant, 'whales', 7)).toHaveLength(7);
    expect(await tenant.store.find([])).toEqual([]);
    expect(await tenant.store.find(['nonsense', randomUUID()])).toEqual([]);
    await tenant.store.put([]);
    await tenant.store.remove('docs', ['never/there.md']);
  });

  it('shows one tenant nothing of another, whatever it asks, and lets it change nothing', async () => {
    const [owner, thief] = [await newTenant(), await newTenant()];
    const secret = draftOf('own/secret.md', 'The canary sings at midnight.');
    await owner.store.put(await indexed(secret));
    const [mine] = await owner.store.search('docs', await vectorsOf('canary midnight'), 1);
    expect(mine?.text).toBe(secret.text);
    expect(await search(thief, 'The canary sings at midnight.', 50)).not.toContain('own/secret.md');
    expect(await thief.store.find([mine?.id ?? ''])).toEqual([]);
    // The same source under the thief's own name is another entry.
    await thief.store.put(await indexed(draftOf('own/secret.md', 'Overwritten.')));
    await thief.store.remove('docs', ['own/secret.md']);
    const forged = {
      ...secret,
      id: mine?.id,
      tenant_id: owner.tenantId,
      text: 'Forged.',
      summaries: { en: '', es: '' },
    };
    await thief.store.put(await indexed(forged));
    const [still] = await owner.store.search('docs', await vectorsOf('canary midnight'), 1);
    expect(still).toEqual(mine);
    const seen = await thief.store.search('docs', await vectorsOf('canary midnight'), 50);
    expect(JSON.stringify(seen)).not.toContain('sings');
  });
});

describe('Qdrant', () => {
  it('was asked and answered only as the official document says', () => {
    expect(qdrant.calls.length).toBeGreaterThan(50);
    expect(qdrant.faults()).toEqual([]);
    const used = new Set(qdrant.calls.map(({ id }) => id));
    expect([...used].sort()).toEqual([
      'collection_exists',
      'count_points',
      'create_collection',
      'create_field_index',
      'delete_points',
      'query_points',
      'upsert_points',
    ]);
  });

  it('is told the tenant in every call that reads or changes points', () => {
    for (const { id, body } of qdrant.calls.filter((call) => /points/.test(call.id))) {
      expect({ id, body: JSON.stringify(body) }).toEqual({
        id,
        body: expect.stringContaining('"tenant_id"'),
      });
    }
  });

  it('is asked by a branch for the tenant and one for what all share, each with its own filter', () => {
    const query = qdrant.calls.findLast(({ body }) =>
      JSON.stringify(body).includes('prefetch'),
    )?.body;
    const { prefetch } = query as { prefetch: { using: string; filter: unknown }[] };
    expect(prefetch.map(({ using }) => using)).toEqual(['dense', 'words', 'dense', 'words']);
    const owners = prefetch.map(
      ({ filter }) => /"value":"([^"]+)"/.exec(JSON.stringify(filter))?.[1],
    );
    expect(owners.slice(2)).toEqual(['_shared', '_shared']);
    expect(new Set(owners.slice(0, 2)).size).toBe(1);
    expect(owners[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('writes shared entries anew only when they changed, and leaves none of the old', async () => {
    const options = { url: qdrant.url, dimensions: hashedEmbedder.dimensions };
    const vectors = createTenantVectorStores(options);
    const before = qdrant.calls.length;
    await vectors.synchronise(await indexed(...SHARED_DRAFTS), '1');
    const calls = qdrant.calls.slice(before).map(({ id }) => id);
    expect(calls).not.toContain('upsert_points');
    await vectors.synchronise(await indexed(draftOf('shared/new.md', 'New.')), '2');
    const shared = qdrant.points('docs').filter(({ payload }) => payload.tenant_id === '_shared');
    expect(shared.map(({ payload }) => payload.source)).toEqual(['shared/new.md']);
    expect(qdrant.faults()).toEqual([]);
  });

  it.each(['_shared', '', '*', 'a,b', '../x'])('gives no store to %j', (name) => {
    const vectors = createTenantVectorStores({ url: qdrant.url, dimensions: 4 });
    expect(() => vectors.forTenant(name)).toThrow('belongs to a tenant');
  });

  it('answers nothing at all if a filter was lost on the way', () => {
    const [draft] = SHARED_DRAFTS;
    const payload = { ...draft, tenant_id: randomUUID() };
    expect(() => readPayload(randomUUID(), payload, [randomUUID(), '_shared'])).toThrow(
      'another tenant',
    );
  });
});
