import type { AiEnv } from '../env.ts';
import type { ModelService } from '../models/model-service.ts';
import { createGeminiModel } from './model/gemini-model.ts';
import { createOpenaiModel } from './model/openai-model.ts';
import { withRetries } from './model/with-retries.ts';

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

/** The model that supervises: Gemini where its key is set, otherwise the one that generates; null without either. */
export function chooseSupervisingModel(env: AiEnv): ModelService | null {
  return chooseGemini(env) ?? chooseModel(env);
}
