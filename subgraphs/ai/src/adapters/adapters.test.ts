import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import written from '../../knowledge/summaries.es.json' with { type: 'json' };
import { env } from '../env.ts';
import { groundedMessages } from '../models/grounding.ts';
import { packVectors, unpackVectors } from '../repositories/packed-vectors.ts';
import { chooseModel } from './choose-model.ts';
import { loadKnowledge } from './knowledge/load-knowledge.ts';
import { readCode } from './knowledge/read-code.ts';
import { readMarkdown } from './knowledge/read-markdown.ts';
import { createEventLines } from './model/event-lines.ts';
import { extractiveModel } from './model/extractive-model.ts';
import { retryAfter } from './model/retry-after.ts';
import { toGeminiSchema } from './model/to-gemini-schema.ts';
import { createVisibleText } from './model/visible-text.ts';
import { once } from './once.ts';

/** A text in pieces cut anywhere. */
const cut = (text: string) =>
  fc.array(fc.nat(text.length), { maxLength: 12 }).map((places) => {
    const ends = [0, ...places.sort((one, other) => one - other), text.length];
    return ends.slice(1).map((end, at) => text.slice(ends[at], end));
  });

describe('packages with one importer', () => {
  it.each([
    ['@google/generative-ai', 'adapters/model/gemini-model.ts'],
    ['@qdrant/js-client-rest', 'adapters/vectors/tenant-vector-store.ts'],
  ])('%s', (name, file) => {
    const folder = new URL('../', import.meta.url).pathname;
    const importers = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /(?<!\.test)\.ts$/.test(path))
      .filter((path) => readFileSync(join(folder, path), 'utf8').includes(`'${name}'`));
    expect(importers).toEqual([file]);
  });
});

describe('pieces of a stream', () => {
  it('give the same events wherever they are cut', () => {
    const stream =
      ': hi\r\n\r\ndata: {"a":1}\r\n\r\ndata: one\ndata: two\n\nevent: x\ndata:three\n\n';
    fc.assert(
      fc.property(cut(stream), (pieces) => {
        const lines = createEventLines();
        expect(pieces.flatMap((piece) => lines.push(piece))).toEqual([
          '{"a":1}',
          'one\ntwo',
          'three',
        ]);
      }),
    );
  });

  it.each([
    ['<think>hmm <b></think>\n\nHello.', 'Hello.'],
    ['  <think>a</think>b', 'b'],
    ['<thin air>', '<thin air>'],
    ['Plain <think> later</think>.', 'Plain <think> later</think>.'],
    ['<think>never closed', ''],
    ['', ''],
  ])('%j shows %j wherever it is cut', (text, shown) => {
    fc.assert(
      fc.property(cut(text), (pieces) => {
        const visible = createVisibleText();
        expect(pieces.map((piece) => visible.push(piece)).join('') + visible.end()).toBe(shown);
      }),
    );
  });
});

describe('small parts', () => {
  it('packs vectors without loss', () => {
    const word = fc.record({
      term: fc.nat({ max: 2 ** 32 - 1 }),
      value: fc.float({ noNaN: true }),
    });
    const numbers = fc.array(fc.float({ noNaN: true }));
    fc.assert(
      fc.property(numbers, fc.array(word), (dense, words) => {
        const sparse = {
          indices: words.map(({ term }) => term),
          values: words.map(({ value }) => value),
        };
        const vectors = { dense: Float32Array.from(dense), sparse };
        expect(unpackVectors(packVectors(vectors))).toEqual(vectors);
      }),
    );
  });

  it('reads Retry-After in seconds and as a date', () => {
    expect(retryAfter(null)).toBeNull();
    expect(retryAfter('7')).toBe(7000);
    expect(retryAfter('soon')).toBeNull();
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(retryAfter('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30_000);
    expect(retryAfter('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0);
  });

  it('gives Gemini the schemas it can read, and no others', () => {
    const items = { type: 'string', enum: ['a', 'b'] };
    const good = { type: 'object', properties: { a: { type: 'array', items } }, required: ['a'] };
    expect(toGeminiSchema({ ...good, additionalProperties: false })).toEqual(good);
    expect(toGeminiSchema({ anyOf: [good] })).toBeNull();
    expect(toGeminiSchema({ ...good, properties: { a: { $ref: '#/x' } } })).toBeNull();
  });

  it('chooses an endpoint of one’s own before Gemini, and none without either', () => {
    const none = { ...env, AI_OPENAI_BASE_URL: undefined, GEMINI_API_KEY: undefined };
    expect(chooseModel(none)).toBeNull();
    expect(chooseModel({ ...none, GEMINI_API_KEY: 'k' })?.name.kind).toBe('GEMINI');
    const both = { ...none, GEMINI_API_KEY: 'k', AI_OPENAI_BASE_URL: 'http://x/v1' };
    expect(chooseModel(both)?.name).toEqual({
      ...{ kind: 'OPENAI_COMPATIBLE', model: 'qwen2.5-coder', isModel: true },
    });
  });

  it('does lazy work once, and again after it failed', async () => {
    let runs = 0;
    const work = once(async () => {
      runs++;
      if (runs === 1) throw new Error('not yet');
      return runs;
    });
    await expect(work()).rejects.toThrow('not yet');
    expect(await Promise.all([work(), work()])).toEqual([2, 2]);
  });

  it('answers by extracts in one piece, and not at all once cancelled', async () => {
    const passage = { id: 'a', collection: 'docs', title: 'Passwords', source: 's', score: 1 };
    const passages = [{ ...passage, excerpt: 'Passwords are hashed with argon2id.' }];
    const messages = groundedMessages('How are passwords hashed?', passages);
    const deltas = [];
    for await (const delta of extractiveModel.stream({ messages })) deltas.push(delta);
    expect(deltas).toHaveLength(1);
    const { text } = await extractiveModel.complete({ messages });
    expect(deltas[0]).toMatchObject({ text, end: { finishReason: 'stop' } });
    expect(text).toMatch(/^No language model.*\n\n\[1\] Passwords \(s\)\nPasswords are hashed/);
    const signal = AbortSignal.abort();
    await expect(extractiveModel.complete({ messages, signal })).rejects.toMatchObject({
      failure: 'CANCELLED',
    });
  });
});

describe('reading the repository', () => {
  it('takes exported declarations with what was said above them', () => {
    const source = [
      "import x from 'y';",
      '/** How many. */',
      'const MOST = 3;',
      '/**',
      ' * Adds one.',
      ' */',
      'export function addOne(): number {',
      '  return MOST;',
      '}',
      'export type One = 1;',
    ].join('\n');
    expect(readCode('a.ts', source)).toMatchObject([
      { name: 'addOne', about: 'Adds one.', text: expect.stringContaining('const MOST') },
      { name: 'One', about: '' },
    ]);
  });

  it('takes sections of documents, not headings within code', () => {
    const text = 'Something long enough to be worth a place of its own.';
    const pieces = readMarkdown(
      'a.md',
      `# A\n${text}\n## B\n\`\`\`\n# no heading\n\`\`\`\n${text}\n## C\n`,
    );
    expect(pieces.map(({ name }) => name)).toEqual(['A', 'A › B']);
  });

  it('knows every plugin, the SDK and the documents, each with a summary in both languages', async () => {
    const { drafts, version } = await loadKnowledge(new URL('../../', import.meta.url));
    for (const draft of drafts) {
      expect(draft.summaries.en + draft.title).not.toBe('');
      expect(draft.derived.length).toBeLessThan(2);
    }
    expect(new Set(drafts.map(({ collection, source }) => `${collection} ${source}`)).size).toBe(
      drafts.length,
    );
    const sources = drafts.map(({ source }) => source).join('\n');
    for (const place of [
      'packages/sdk',
      'subgraphs/_template',
      'subgraphs/cms/schema.graphql',
      'README.md',
    ]) {
      expect(sources).toContain(place);
    }
    // Every summary that a person wrote still belongs to something.
    const known = new Set(drafts.map(({ source }) => source));
    expect(Object.keys(written).filter((source) => !known.has(source))).toEqual([]);
    expect(sources).not.toMatch(/\.test\.ts|node_modules|generated/);
    expect(version).toMatch(/^[0-9a-f]{64}$/);
  });

  it('reads what a container was given instead, and nothing where there is neither', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gestas-knowledge-'));
    const url = pathToFileURL(`${folder}/a/b/`);
    expect((await loadKnowledge(url)).drafts).toEqual([]);
    writeFileSync(join(folder, 'knowledge.json'), '[]');
    expect((await loadKnowledge(pathToFileURL(`${folder}/`))).drafts).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
