import { z } from 'zod';
import type { FinishReason, ModelUsage } from '../../models/model-service.ts';

const Usage = z
  .object({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() })
  .nullish();

/** The part of a chat completion that we read (https://platform.openai.com/docs/api-reference/chat/object). */
export const Completion = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: Usage,
});
export type Completion = z.output<typeof Completion>;

/** The part of a chunk of a streamed completion that we read. */
export const CompletionChunk = z.object({
  choices: z.array(
    z.object({
      delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
      finish_reason: z.string().nullish(),
    }),
  ),
  usage: Usage,
});

const REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'refused',
};

/** A finish reason in our words. */
export function toFinishReason(reason: string | null | undefined): FinishReason {
  return REASONS[reason ?? ''] ?? 'other';
}

/** Counted tokens in our words. */
export function toUsage(usage: z.output<typeof Usage>): ModelUsage {
  return {
    inputTokens: usage?.prompt_tokens ?? null,
    outputTokens: usage?.completion_tokens ?? null,
  };
}
