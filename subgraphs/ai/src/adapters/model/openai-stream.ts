import type { z } from 'zod';
import {
  type FinishReason,
  type ModelDelta,
  ModelError,
  type ModelUsage,
} from '../../models/model-service.ts';
import { CompletionChunk, toFinishReason, toUsage } from './openai-shapes.ts';
import { parseAnswer } from './parse-answer.ts';
import { createVisibleText } from './visible-text.ts';

/** Reads the chunks of a streamed completion into deltas; `end` is called once after the last chunk. */
export type ChunkReader = {
  push(data: string): string;
  /** @throws ModelError when the stream was cut, or said nothing. */
  end(): ModelDelta;
};

/** A reader of one stream; more than `maxCharacters` is an INVALID_ANSWER. */
export function createChunkReader(maxCharacters: number): ChunkReader {
  const visible = createVisibleText();
  let finishReason: FinishReason | null = null;
  let usage: ModelUsage = toUsage(null);
  let length = 0;
  return {
    push(data) {
      const chunk = parseAnswer(CompletionChunk, toJson(data));
      if (chunk.usage) usage = toUsage(chunk.usage);
      finishReason = reasonOf(chunk) ?? finishReason;
      const text = visible.push(chunk.choices[0]?.delta?.content ?? '');
      length += text.length;
      if (length > maxCharacters) throw tooLarge();
      return text;
    },
    end() {
      if (finishReason === null) throw new ModelError('UNREACHABLE', 'The answer was cut off.');
      const text = visible.end();
      requireText(length + text.length, finishReason);
      return { text, end: { usage, finishReason } };
    },
  };
}

/** What an answer that exceeds its limit is. */
export function tooLarge(): ModelError {
  return new ModelError('INVALID_ANSWER', 'The answer is too large.');
}

/** @throws ModelError when a model that stopped by itself said nothing. */
export function requireText(length: number, reason: FinishReason): void {
  if (length === 0 && reason === 'stop') {
    throw new ModelError('INVALID_ANSWER', 'The answer is empty.');
  }
}

function reasonOf({ choices: [choice] }: z.output<typeof CompletionChunk>): FinishReason | null {
  if (choice?.delta?.refusal) return 'refused';
  return choice?.finish_reason ? toFinishReason(choice.finish_reason) : null;
}

function toJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    throw new ModelError('INVALID_ANSWER', 'A piece of the answer is not JSON.');
  }
}
