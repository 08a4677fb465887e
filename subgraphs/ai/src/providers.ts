import { type AiEnv, env } from './env.ts';

/** One provider that the plugin can use. */
export type ProviderStatus = {
  readonly port: 'model' | 'supervisor' | 'embedder' | 'vectors';
  readonly adapter: string;
  /** Whether it serves, as the environment stands. */
  readonly inUse: boolean;
  /** The one variable that switches it on; null for what is built in. */
  readonly variable: string | null;
  /** Whether anybody has run this adapter against the real thing, and not only against a double of it. */
  readonly provenLive: boolean;
};

/** Who serves, and how the others are switched on; for `doctor` and the README. Asks nobody. */
export function providers(given: AiEnv = env): readonly ProviderStatus[] {
  const openai = given.AI_OPENAI_BASE_URL !== undefined;
  const gemini = given.GEMINI_API_KEY !== undefined;
  const qdrant = given.QDRANT_URL !== undefined;
  const embedder = given.AI_EMBEDDING_BASE_URL !== undefined;
  const row = (
    port: ProviderStatus['port'],
    adapter: string,
    inUse: boolean,
    variable: string | null = null,
  ): ProviderStatus => ({ port, adapter, inUse, variable, provenLive: variable === null });
  return [
    row('model', 'OpenAI-compatible endpoint', openai, 'AI_OPENAI_BASE_URL'),
    row('model', 'Gemini', gemini && !openai, 'GEMINI_API_KEY'),
    row('model', 'built-in extracts and templates, no model', !openai && !gemini),
    row('supervisor', 'Gemini', gemini, 'GEMINI_API_KEY'),
    row('supervisor', 'built-in rules, no model', !gemini),
    row('embedder', 'OpenAI-compatible endpoint', embedder, 'AI_EMBEDDING_BASE_URL'),
    row('embedder', 'hashed words, built in', !embedder),
    row('vectors', 'Qdrant', qdrant, 'QDRANT_URL'),
    row('vectors', 'flat index in PostgreSQL, built in', !qdrant),
  ];
}
