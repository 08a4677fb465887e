import { randomUUID } from 'node:crypto';
import type { TestAnswer } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashedEmbedder } from '../src/adapters/embedding/hashed-embedder.ts';
import { indexDrafts } from '../src/adapters/knowledge/index-drafts.ts';
import { createPrismaKnowledgeRepository } from '../src/repositories/prisma-knowledge-repository.ts';
import { type AiWorld, startAiWorld } from './support/ai-world.ts';
import { ASK, ask, deltasOf, READ, type Viewer, viewerOf } from './support/chat.ts';
import { draftOf } from './support/knowledge.ts';

const SEARCH = `query ($query: String!, $first: Int) { searchKnowledge(query: $query, first: $first) {
  id collection title source excerpt score } }`;

let plain: AiWorld;
beforeAll(async () => {
  plain = await startAiWorld();
  // The first question of all waits for the index to be made, longer than a chat is patient.
  await plain.plugin.execute(viewerOf(await plain.newTenant()), SEARCH, { query: 'x' });
});
afterAll(() => plain.stop());

const codeOf = (answer: TestAnswer) => answer.errors?.[0]?.extensions?.code;

describe('searchKnowledge', () => {
  it('finds passages in both languages, best first, with where they are', async () => {
    const viewer = viewerOf(await plain.newTenant(), ['ai:knowledge:read']);
    for (const query of ['hash a password', 'cómo se guardan las contraseñas']) {
      const { data, errors } = await plain.plugin.execute(viewer, SEARCH, { query, first: 5 });
      expect(errors).toBeUndefined();
      expect(data.searchKnowledge).toHaveLength(5);
      const sources = data.searchKnowledge.map((hit: { source: string }) => hit.source);
      expect(sources.join(' ')).toMatch(/hash-password|verify-password|SECURITY/);
      const scores = data.searchKnowledge.map((hit: { score: number }) => hit.score);
      expect([...scores].sort((one, other) => other - one)).toEqual(scores);
    }
  });

  it('refuses strangers, those without the permission, and bad input', async () => {
    const tenant = await plain.newTenant();
    const search = (viewer: Viewer | null, variables: Record<string, unknown>) =>
      plain.plugin.execute(viewer, SEARCH, variables).then(codeOf);
    expect(await search(null, { query: 'x' })).toBe('UNAUTHENTICATED');
    expect(await search(viewerOf(tenant, ['ai:chat:use']), { query: 'x' })).toBe('FORBIDDEN');
    const viewer = viewerOf(tenant);
    for (const variables of [{ query: ' ' }, { query: 'x', first: 0 }, { query: 'x', first: 31 }]) {
      expect(await search(viewer, variables)).toBe('BAD_USER_INPUT');
    }
    expect(await search(viewer, { query: 'x'.repeat(1001) })).toBe('BAD_USER_INPUT');
    const odd = await plain.plugin.execute(viewer, SEARCH, { query: '¿?! %_ \\ 你好' });
    expect(odd.errors).toBeUndefined();
  });

  it("shows a tenant's own knowledge to that tenant alone", async () => {
    const [owner, other] = [await plain.newTenant(), await plain.newTenant()];
    const repository = createPrismaKnowledgeRepository(owner.database, hashedEmbedder.name);
    const draft = draftOf('own/holidays.md', 'The canary office closes on Fridays in August.');
    await repository.put(await indexDrafts([draft], hashedEmbedder));
    const query = 'canary office Fridays August';
    const mine = await plain.plugin.execute(viewerOf(owner), SEARCH, { query });
    expect(mine.data.searchKnowledge[0].source).toBe('own/holidays.md');
    const theirs = await plain.plugin.execute(viewerOf(other), SEARCH, { query });
    expect(JSON.stringify(theirs)).not.toContain('canary office closes');
  });
});

describe('askChat without a model', () => {
  it('quotes passages with their sources, all of which exist, in one piece', async () => {
    const tenant = await plain.newTenant();
    const viewer = viewerOf(tenant);
    const { chat, error } = await ask(plain, viewer, '¿Cómo se guardan las contraseñas?');
    expect(error).toBeUndefined();
    const [question, answer] = chat.messages;
    expect(question).toMatchObject({ role: 'USER', generator: null, citations: [], done: true });
    expect(answer).toMatchObject({
      role: 'ASSISTANT',
      done: true,
      generator: { kind: 'EXTRACTIVE', model: null, isModel: false },
    });
    expect(answer.text).toMatch(/^No hay ningún modelo de lenguaje configurado/);
    expect(answer.citations.length).toBeGreaterThan(0);
    answer.citations.forEach(({ source }: { source: string }, at: number) => {
      expect(answer.text).toContain(`[${at + 1}]`);
      expect(answer.text).toContain(source);
    });
    const ids = { chatId: chat.id, messageId: answer.id, askerId: viewer.userId };
    expect(await deltasOf(plain, tenant.tenantId)).toEqual([
      { ...ids, text: answer.text, offset: 0, done: true },
    ]);
    expect((await plain.plugin.audited(tenant.tenantId))[0]).toEqual({
      action: 'askChat',
      outcome: 'OK',
      target: `Chat:${chat.id}`,
    });
  });

  it('says when there is nothing', async () => {
    const { chat } = await ask(
      plain,
      viewerOf(await plain.newTenant()),
      'What is the best paella recipe in Valencia?',
    );
    expect(chat.messages[1]).toMatchObject({
      citations: [],
      text: expect.stringContaining('nothing on that'),
    });
  });
});

describe('a chat', () => {
  it('goes on, and is its owner alone', async () => {
    const tenant = await plain.newTenant();
    const viewer = viewerOf(tenant);
    const { chat } = await ask(plain, viewer, 'How are lists paged?');
    const next = await ask(plain, viewer, 'And how are roles read?', chat.id);
    expect(next.chat.id).toBe(chat.id);
    expect(next.chat.messages).toHaveLength(4);
    const colleague = { ...viewerOf(tenant), permissions: ['*'] };
    const foreigner = viewerOf(await plain.newTenant());
    for (const other of [colleague, foreigner]) {
      const read = (id: string) => plain.plugin.execute(other, READ, { id });
      expect(await read(chat.id)).toEqual({ data: { chat: null } });
      expect(await read(chat.id)).toEqual(await read(randomUUID()));
      const asked = await ask(plain, other, 'More?', chat.id);
      expect(asked.error).toEqual((await ask(plain, other, 'More?', randomUUID())).error);
      expect(asked.error?.extensions).toEqual({ code: 'NOT_FOUND' });
      expect((await ask(plain, other, 'More?', 'nonsense')).error?.extensions).toEqual({
        code: 'NOT_FOUND',
      });
    }
  });

  it('refuses strangers, those without the permission, and bad input', async () => {
    const tenant = await plain.newTenant();
    const input = { text: 'x' };
    expect(codeOf(await plain.plugin.execute(null, ASK, { input }))).toBe('UNAUTHENTICATED');
    const reader = viewerOf(tenant, ['ai:knowledge:read']);
    expect((await ask(plain, reader, 'x')).error?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    for (const text of ['  ', 'x'.repeat(4001)]) {
      const { error } = await ask(plain, viewerOf(tenant), text);
      expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
    expect(codeOf(await plain.plugin.execute(null, READ, { id: randomUUID() }))).toBe(
      'UNAUTHENTICATED',
    );
  });
});
