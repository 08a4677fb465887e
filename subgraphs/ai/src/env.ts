import { readEnv } from '@gestas/sdk';
import { z } from 'zod';

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be like http://host:port' });

/**
 * Which providers serve; each is switched on by one variable, and none is needed.
 * `AI_OPENAI_BASE_URL`: an OpenAI-compatible endpoint, up to and with `/v1`. `GEMINI_API_KEY`: Gemini. With both, the first.
 * `QDRANT_URL`: Qdrant. `AI_EMBEDDING_BASE_URL`: an OpenAI-compatible endpoint that embeds.
 * `AI_BUBBLEWRAP`: the program in whose sandbox generated tests run, where it is not found as `bwrap`.
 * `GESTAS_MOUNT_DIR` is given by the platform: the folder from which it mounts plugins.
 */
export const env = readEnv({
  AI_OPENAI_BASE_URL: httpUrl.optional(),
  AI_OPENAI_MODEL: z.string().default('qwen2.5-coder'),
  AI_OPENAI_API_KEY: z.string().optional(),
  GEMINI_API_KEY: z.string().optional(),
  AI_GEMINI_MODEL: z.string().default('gemini-2.5-flash'),
  QDRANT_URL: httpUrl.optional(),
  QDRANT_API_KEY: z.string().optional(),
  AI_EMBEDDING_BASE_URL: httpUrl.optional(),
  AI_EMBEDDING_MODEL: z.string().default('nomic-embed-text'),
  AI_EMBEDDING_API_KEY: z.string().optional(),
  AI_BUBBLEWRAP: z.string().min(1).default('bwrap'),
  GESTAS_MOUNT_DIR: z.string().min(1).optional(),
  AI_EMBEDDING_DIMENSIONS: z.coerce.number().int().min(8).max(8192).default(768),
});

/** The parsed environment. */
export type AiEnv = typeof env;
