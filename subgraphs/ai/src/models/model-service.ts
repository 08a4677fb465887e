/** Who answered; `isModel` is false for built-in templates and rules. */
export type GeneratorName = {
  readonly kind: string;
  readonly model: string | null;
  readonly isModel: boolean;
};

/** One message of a conversation with a model. */
export type ModelMessage = {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
};

/** What a model is asked. */
export type ModelRequest = {
  readonly messages: readonly ModelMessage[];
  /** A JSON schema the answer's text must fit, where the provider can be told; the caller checks the answer anyway. */
  readonly schema?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
};

/** Tokens of one answer; null where the provider does not tell. */
export type ModelUsage = {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
};

/** `length`: cut at the limit of tokens, so that JSON is not whole; `refused`: the provider's own filter. */
export type FinishReason = 'stop' | 'length' | 'refused' | 'other';

/** A whole answer. */
export type ModelAnswer = {
  readonly text: string;
  readonly usage: ModelUsage;
  readonly finishReason: FinishReason;
};

/** A part of a streamed answer; the last one, and only it, bears `end`. */
export type ModelDelta = { readonly text: string; readonly end?: Omit<ModelAnswer, 'text'> };

/**
 * Inference. Failures (no connection, time-out, limit of rate, an answer that makes no sense) reject with a
 * `ModelError`; `signal` ends a call.
 */
export interface ModelService {
  readonly name: GeneratorName;
  complete(request: ModelRequest): Promise<ModelAnswer>;
  stream(request: ModelRequest): AsyncIterable<ModelDelta>;
}

/** Why a model did not answer. */
export type ModelFailure =
  | 'UNREACHABLE'
  | 'TIMEOUT'
  | 'RATE_LIMITED'
  | 'UNAUTHORIZED'
  | 'INVALID_ANSWER'
  | 'CANCELLED';

/** A failed call of a model; never holds a key. `retryAfterMs` where the provider says so. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly failure: ModelFailure;
  readonly retryAfterMs: number | null;

  constructor(failure: ModelFailure, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.failure = failure;
    this.retryAfterMs = retryAfterMs;
  }
}
