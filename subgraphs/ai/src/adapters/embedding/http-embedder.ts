import { z } from 'zod';
import type { Embedder } from '../../models/embedder.ts';
import { ModelError } from '../../models/model-service.ts';
import { normaliseVector } from '../../utils/normalise-vector.ts';
import { startDeadline } from '../model/deadline.ts';
import { callOpenai, type OpenaiEndpoint, readJson } from '../model/openai-call.ts';
import { parseAnswer } from '../model/parse-answer.ts';

const LIMITS = { totalMs: 60_000, idleMs: 60_000, maxCharacters: 50_000_000 };

const Embeddings = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.array(z.number()) })),
});

/** An endpoint, its embedding model, and the length of that model's vectors. */
export type HttpEmbedderOptions = OpenaiEndpoint & {
  readonly model: string;
  readonly dimensions: number;
};

/** Vectors from an OpenAI-compatible `/embeddings` endpoint. */
export function createHttpEmbedder(options: HttpEmbedderOptions): Embedder {
  const { model, dimensions } = options;
  return {
    name: `http:${model}:${dimensions}`,
    dimensions,
    async embed(texts) {
      const deadline = startDeadline(LIMITS);
      try {
        const body = { model, input: texts };
        const response = await callOpenai(options, '/embeddings', body, deadline);
        const json = await readJson(response, deadline, LIMITS.maxCharacters);
        const { data } = parseAnswer(Embeddings, json);
        return texts.map((_text, at) => {
          const found = data.find(({ index }) => index === at)?.embedding;
          if (found?.length === dimensions) return normaliseVector(Float32Array.from(found));
          throw new ModelError('INVALID_ANSWER', `Not every text got ${dimensions} numbers.`);
        });
      } catch (error) {
        throw deadline.reason(
          error,
          () => new ModelError('UNREACHABLE', 'The embedder could not be reached.'),
        );
      } finally {
        deadline.close();
      }
    },
  };
}
