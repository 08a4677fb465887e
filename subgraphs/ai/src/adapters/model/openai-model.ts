import {
  type ModelAnswer,
  type ModelDelta,
  ModelError,
  type ModelRequest,
  type ModelService,
} from '../../models/model-service.ts';
import { startDeadline } from './deadline.ts';
import { MODEL_LIMITS, type ModelLimits } from './model-limits.ts';
import { callOpenai, type OpenaiEndpoint, readJson } from './openai-call.ts';
import { Completion, toFinishReason, toUsage } from './openai-shapes.ts';
import { createChunkReader, requireText, tooLarge } from './openai-stream.ts';
import { parseAnswer } from './parse-answer.ts';
import { readEvents } from './read-events.ts';
import { createVisibleText } from './visible-text.ts';

/** A character is four bytes of UTF-8, or six when it is escaped. */
const BYTES_PER_CHARACTER = 6;
/** A stream repeats some 200 bytes around every token. */
const STREAM_FACTOR = 40;

/** An endpoint, the model asked for there, and limits. */
export type OpenaiModelOptions = OpenaiEndpoint & {
  readonly model: string;
  readonly limits?: ModelLimits;
};

/**
 * A model behind an OpenAI-compatible endpoint: Qwen on vLLM, Ollama or llama.cpp, and others. One attempt a call; wrap it
 * in `withRetries`. What a model thinks aloud is left out.
 */
export function createOpenaiModel(options: OpenaiModelOptions): ModelService {
  const limits = options.limits ?? MODEL_LIMITS;
  return {
    name: { kind: 'OPENAI_COMPATIBLE', model: options.model, isModel: true },
    complete: (request) => complete(options, limits, request),
    stream: (request) => stream(options, limits, request),
  };
}

async function complete(
  options: OpenaiModelOptions,
  limits: ModelLimits,
  request: ModelRequest,
): Promise<ModelAnswer> {
  // A whole answer is silent until it is there.
  const deadline = startDeadline({ ...limits, idleMs: limits.totalMs }, request.signal);
  try {
    const body = bodyOf(options, request);
    const response = await callOpenai(options, '/chat/completions', body, deadline);
    const json = await readJson(response, deadline, limits.maxCharacters * BYTES_PER_CHARACTER);
    return toAnswer(parseAnswer(Completion, json), limits.maxCharacters);
  } catch (error) {
    throw deadline.reason(error, explain);
  } finally {
    deadline.close();
  }
}

function toAnswer(completion: Completion, maxCharacters: number): ModelAnswer {
  const { choices, usage } = completion;
  const [choice] = choices;
  const visible = createVisibleText();
  const text = visible.push(choice?.message.content ?? '') + visible.end();
  if (text.length > maxCharacters) throw tooLarge();
  const refused = choice?.message.refusal != null;
  const finishReason = refused ? 'refused' : toFinishReason(choice?.finish_reason);
  requireText(text.trim().length, finishReason);
  return { text, usage: toUsage(usage), finishReason };
}

async function* stream(
  options: OpenaiModelOptions,
  limits: ModelLimits,
  request: ModelRequest,
): AsyncIterable<ModelDelta> {
  const deadline = startDeadline(limits, request.signal);
  try {
    const body = {
      ...bodyOf(options, request),
      stream: true,
      stream_options: { include_usage: true },
    };
    const response = await callOpenai(options, '/chat/completions', body, deadline);
    if (!response.body) throw new ModelError('INVALID_ANSWER', 'The answer is empty.');
    const chunks = createChunkReader(limits.maxCharacters);
    const maxBytes = limits.maxCharacters * BYTES_PER_CHARACTER * STREAM_FACTOR;
    for await (const data of readEvents(response.body, deadline, maxBytes)) {
      if (data === '[DONE]') break;
      const text = chunks.push(data);
      if (text !== '') yield { text };
    }
    yield chunks.end();
  } catch (error) {
    throw deadline.reason(error, explain);
  } finally {
    deadline.close();
  }
}

function bodyOf({ model }: OpenaiModelOptions, { messages, schema }: ModelRequest) {
  const format = { type: 'json_schema', json_schema: { name: 'answer', schema } };
  return { model, messages, ...(schema && { response_format: format }) };
}

/** `fetch` rejects with a TypeError for every trouble with the connection. */
function explain(): ModelError {
  return new ModelError(
    'UNREACHABLE',
    "The model's endpoint could not be reached, or closed the connection.",
  );
}
