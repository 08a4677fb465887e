import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { chooseRetrieval } from '../src/adapters/choose-retrieval.ts';
import { env } from '../src/env.ts';
import type { RetrievalService } from '../src/models/retrieval-service.ts';
import { createPrismaKnowledgeRepository } from '../src/repositories/prisma-knowledge-repository.ts';
import { type AiWorld, startAiWorld } from './support/ai-world.ts';
import { type QdrantDouble, startQdrantDouble } from './support/qdrant-double.ts';

/** Questions as people would put them, each with the files any of which answers it. */
const questions = z
  .array(
    z.object({
      language: z.enum(['en', 'es']),
      query: z.string(),
      expects: z.array(z.string()).min(1),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('./data/retrieval-set.json', import.meta.url), 'utf8')));

const PLUGIN_FOLDER = new URL('../', import.meta.url);
const FLOORS = { en: 0.6, es: 0.7 };

let world: AiWorld;
let qdrant: QdrantDouble;
beforeAll(async () => {
  [world, qdrant] = await Promise.all([startAiWorld(), startQdrantDouble()]);
});
afterAll(() => Promise.all([world.stop(), qdrant.stop()]));

async function recall(retrieval: RetrievalService, language: 'en' | 'es'): Promise<number> {
  const asked = questions.filter((question) => question.language === language);
  expect(asked.length).toBeGreaterThanOrEqual(30);
  let found = 0;
  for (const { query, expects } of asked) {
    const passages = await retrieval.retrieve(query, 5);
    const files = passages.map(({ source }) => source.split('#')[0] ?? '');
    if (files.some((file) => expects.includes(file))) found++;
  }
  return found / asked.length;
}

describe('the retrieval set', () => {
  it.each(['flat', 'qdrant'] as const)(
    'is answered well enough over %s',
    async (kind) => {
      const { tenantId, database } = await world.newTenant();
      const repository = (embedder: string) => createPrismaKnowledgeRepository(database, embedder);
      const url = kind === 'qdrant' ? qdrant.url : undefined;
      const retrieval = chooseRetrieval(
        { ...env, QDRANT_URL: url },
        PLUGIN_FOLDER,
      )({
        tenantId,
        repository,
      });
      const figures = { en: await recall(retrieval, 'en'), es: await recall(retrieval, 'es') };
      process.stdout.write(`recall@5 over ${kind}: ${JSON.stringify(figures)}\n`);
      expect(figures.en).toBeGreaterThanOrEqual(FLOORS.en);
      expect(figures.es).toBeGreaterThanOrEqual(FLOORS.es);
      expect(qdrant.faults()).toEqual([]);
    },
    300_000,
  );
});
