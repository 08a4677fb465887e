import type { AiEnv } from '../env.ts';
import type { ModelService } from '../models/model-service.ts';
import { createGeminiModel } from './model/gemini-model.ts';
import { createOpenaiModel } from './model/openai-model.ts';
import { withRetries } from './model/with-retries.ts';

/** Models to use instead of the built-in templates, rules and extracts; null where none is configured. */
export type Models = {
  /** Writes plugins and answers chats. */
  readonly generator: ModelService | null;
  readonly supervisor: ModelService | null;
};

/** The models that the environment asks for; Gemini alone supervises. */
export function chooseModels(env: AiEnv): Models {
  return { generator: chooseModel(env), supervisor: chooseGemini(env) };
}

/** The model that the environment asks for: an endpoint of one's own before Gemini; null without either. */
export function chooseModel(env: AiEnv): ModelService | null {
  const { AI_OPENAI_BASE_URL: baseUrl, AI_OPENAI_API_KEY: apiKey, AI_OPENAI_MODEL: model } = env;
  if (!baseUrl) return chooseGemini(env);
  return withRetries(createOpenaiModel({ baseUrl, apiKey, model }));
}

function chooseGemini(env: AiEnv): ModelService | null {
  const { GEMINI_API_KEY: apiKey, AI_GEMINI_MODEL: model } = env;
  return apiKey ? withRetries(createGeminiModel({ apiKey, model })) : null;
}
