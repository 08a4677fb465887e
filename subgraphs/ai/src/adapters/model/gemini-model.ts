import {
  type EnhancedGenerateContentResponse,
  GoogleGenerativeAI,
  GoogleGenerativeAIFetchError,
  type ResponseSchema,
  type SingleRequestOptions,
} from '@google/generative-ai';
import {
  type FinishReason,
  type ModelAnswer,
  type ModelDelta,
  ModelError,
  type ModelRequest,
  type ModelService,
} from '../../models/model-service.ts';
import { startDeadline } from './deadline.ts';
import { MODEL_LIMITS, type ModelLimits } from './model-limits.ts';
import { responseError } from './response-error.ts';
import { retryAfter } from './retry-after.ts';
import { toGeminiSchema } from './to-gemini-schema.ts';

/** A key, a model and, for tests and proxies, another address. */
export type GeminiModelOptions = {
  readonly apiKey: string;
  readonly model: string;
  readonly baseUrl?: string | undefined;
  readonly limits?: ModelLimits;
};

const REASONS: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'refused',
  RECITATION: 'refused',
  BLOCKLIST: 'refused',
  PROHIBITED_CONTENT: 'refused',
  SPII: 'refused',
};

/**
 * Gemini through `@google/generative-ai`, which this file alone imports. A whole answer is a stream that was collected, so
 * that its size has a limit. One attempt a call; wrap it in `withRetries`.
 */
export function createGeminiModel(options: GeminiModelOptions): ModelService {
  const stream = (request: ModelRequest) => streamAnswer(options, request);
  return {
    name: { kind: 'GEMINI', model: options.model, isModel: true },
    stream,
    async complete(request): Promise<ModelAnswer> {
      let text = '';
      for await (const delta of stream(request)) {
        text += delta.text;
        if (delta.end) return { text, ...delta.end };
      }
      throw new ModelError('UNREACHABLE', 'The answer was cut off.');
    },
  };
}

async function* streamAnswer(
  options: GeminiModelOptions,
  request: ModelRequest,
): AsyncIterable<ModelDelta> {
  const limits = options.limits ?? MODEL_LIMITS;
  const deadline = startDeadline(limits, request.signal);
  let length = 0;
  try {
    deadline.signal.throwIfAborted(); // the SDK heeds only what is aborted later
    const call = modelFor(options, request).generateContentStream(
      { contents: contentsOf(request) },
      { signal: deadline.signal } satisfies SingleRequestOptions,
    );
    // `response` rejects on its own when the stream is cut, also of a call that was given up, and ends Node unless somebody
    // listens.
    call.then(({ response }) => response.catch(ignore), ignore);
    const result = await deadline.race(call);
    const chunks = result.stream[Symbol.asyncIterator]();
    let last: EnhancedGenerateContentResponse | null = null;
    for (;;) {
      const { done, value } = await deadline.race(chunks.next());
      if (done) break;
      deadline.heard();
      last = mergeEnd(last, value);
      const text = visibleText(value);
      length += text.length;
      if (length > limits.maxCharacters) {
        throw new ModelError('INVALID_ANSWER', 'The answer is too large.');
      }
      if (text !== '') yield { text };
    }
    yield { text: '', end: endOf(last, length) };
  } catch (error) {
    throw deadline.reason(error, explain);
  } finally {
    deadline.close();
  }
}

const ignore = () => undefined;

function modelFor(
  { apiKey, model, baseUrl }: GeminiModelOptions,
  { messages, schema }: ModelRequest,
) {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  // The SDK's types want the subset, which was checked key by key.
  const responseSchema = schema && (toGeminiSchema(schema) as ResponseSchema | null);
  return new GoogleGenerativeAI(apiKey).getGenerativeModel(
    {
      model,
      ...(system.length > 0 && { systemInstruction: system.join('\n\n') }),
      ...(schema && {
        generationConfig: {
          responseMimeType: 'application/json',
          ...(responseSchema && { responseSchema }),
        },
      }),
    },
    baseUrl ? { baseUrl } : {},
  );
}

function contentsOf({ messages }: ModelRequest) {
  return messages
    .filter(({ role }) => role !== 'system')
    .map(({ role, content }) => ({
      role: role === 'assistant' ? 'model' : 'user',
      parts: [{ text: content }],
    }));
}

/** The parts of a chunk without those that are thoughts, which `text()` would mix in. */
function visibleText(chunk: EnhancedGenerateContentResponse): string {
  const parts = chunk.candidates?.[0]?.content?.parts ?? [];
  return parts.map((part) => ('thought' in part && part.thought ? '' : (part.text ?? ''))).join('');
}

/** Usage and reason come in any chunk, as a rule in the last one. */
function mergeEnd(
  last: EnhancedGenerateContentResponse | null,
  chunk: EnhancedGenerateContentResponse,
): EnhancedGenerateContentResponse {
  const seen = last?.candidates?.[0]?.finishReason;
  return {
    ...chunk,
    ...(last?.promptFeedback && { promptFeedback: last.promptFeedback }),
    ...(last?.usageMetadata && !chunk.usageMetadata && { usageMetadata: last.usageMetadata }),
    ...(seen && !chunk.candidates?.[0]?.finishReason && { candidates: last?.candidates ?? [] }),
  };
}

function endOf(
  last: EnhancedGenerateContentResponse | null,
  length: number,
): Omit<ModelAnswer, 'text'> {
  const reason = last?.promptFeedback?.blockReason ? 'SAFETY' : last?.candidates?.[0]?.finishReason;
  if (!reason) throw new ModelError('UNREACHABLE', 'The answer was cut off.');
  const finishReason = REASONS[reason] ?? 'other';
  if (finishReason === 'stop' && length === 0) {
    throw new ModelError('INVALID_ANSWER', 'The answer is empty.');
  }
  const usage = last?.usageMetadata;
  // Thoughts are paid for like what is shown; the SDK's types don't know them.
  const thoughts = (usage as { thoughtsTokenCount?: number } | undefined)?.thoughtsTokenCount ?? 0;
  return {
    finishReason,
    usage: {
      inputTokens: usage?.promptTokenCount ?? null,
      outputTokens: usage ? (usage.candidatesTokenCount ?? 0) + thoughts : null,
    },
  };
}

function explain(error: unknown): ModelError {
  if (error instanceof GoogleGenerativeAIFetchError && error.status) {
    return responseError(error.status, retryDelay(error));
  }
  const message = error instanceof Error ? error.message : '';
  return /pars(e|ing)/i.test(message)
    ? new ModelError('INVALID_ANSWER', 'The answer is not JSON.')
    : new ModelError('UNREACHABLE', 'Gemini could not be reached, or closed the connection.');
}

/** `RetryInfo` of google.rpc, such as `7s`; the SDK itself never tries again. */
function retryDelay({ errorDetails }: GoogleGenerativeAIFetchError): number | null {
  const info = errorDetails?.find((detail) => detail['@type']?.endsWith('google.rpc.RetryInfo'));
  return typeof info?.retryDelay === 'string'
    ? retryAfter(info.retryDelay.replace(/s$/, ''))
    : null;
}
