import { describe, expect, it } from '@jest/globals';
import { env } from './env.ts';
import { providers } from './providers.ts';

const inUse = (given: Partial<typeof env>) =>
  providers({ ...env, ...given })
    .filter((provider) => provider.inUse)
    .map(({ port, adapter }) => `${port}: ${adapter}`);

const NOTHING = {
  AI_OPENAI_BASE_URL: undefined,
  GEMINI_API_KEY: undefined,
  QDRANT_URL: undefined,
  AI_EMBEDDING_BASE_URL: undefined,
};

describe('providers', () => {
  it('names one that serves each port, built in unless a variable says otherwise', () => {
    expect(inUse(NOTHING)).toEqual([
      'model: built-in extracts and templates, no model',
      'supervisor: built-in rules, no model',
      'embedder: hashed words, built in',
      'vectors: flat index in PostgreSQL, built in',
    ]);
    expect(inUse({ ...NOTHING, GEMINI_API_KEY: 'k', QDRANT_URL: 'http://q' })).toEqual([
      'model: Gemini',
      'supervisor: Gemini',
      'embedder: hashed words, built in',
      'vectors: Qdrant',
    ]);
    const both = { AI_OPENAI_BASE_URL: 'http://o/v1', GEMINI_API_KEY: 'k' };
    expect(inUse({ ...NOTHING, ...both })[0]).toBe('model: OpenAI-compatible endpoint');
  });

  it('claims no provider proven that was not, and never tells a key', () => {
    const all = providers({ ...env, GEMINI_API_KEY: 'a-key' });
    for (const { variable, provenLive } of all) expect(provenLive).toBe(variable === null);
    expect(JSON.stringify(all)).not.toContain('a-key');
  });
});
