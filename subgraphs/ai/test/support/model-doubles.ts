import type { ServerResponse } from 'node:http';
import { createGeminiModel } from '../../src/adapters/model/gemini-model.ts';
import type { ModelLimits } from '../../src/adapters/model/model-limits.ts';
import { createOpenaiModel } from '../../src/adapters/model/openai-model.ts';
import type { ModelService } from '../../src/models/model-service.ts';

/** What a double is to say. */
export type Script = {
  readonly pieces: readonly string[];
  readonly reason?: 'stop' | 'length' | 'refused' | null;
  /** What the model thinks aloud first. */
  readonly thought?: string;
};

/** The adapter of a provider, and how that provider speaks. */
export type ProviderDouble = {
  readonly name: string;
  create(url: string, limits?: ModelLimits): ModelService;
  /** Answers whole or in pieces, as the request's adapter expects; after `begin`, with the rest. */
  say(response: ServerResponse, script: Script): void;
  /** Sends pieces and then nothing more, keeping the connection. */
  begin(response: ServerResponse, pieces: readonly string[]): void;
  fail(response: ServerResponse, status: number, retryAfterSeconds?: number): void;
};

export const SECRET = 'key-that-nobody-may-see';

const streams = new WeakSet<ServerResponse>();

/** Tells a double that the request behind this response asked for a stream. */
export function asStream(response: ServerResponse): void {
  streams.add(response);
}

const OPENAI_REASONS = { stop: 'stop', length: 'length', refused: 'content_filter' };
const OPENAI_USAGE = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };

/** The OpenAI-compatible one. */
export const OPENAI_DOUBLE: ProviderDouble = {
  name: 'OpenAI-compatible',
  create: (url, limits) =>
    createOpenaiModel({
      baseUrl: `${url}/v1`,
      apiKey: SECRET,
      model: 'qwen-test',
      ...(limits && { limits }),
    }),
  say(response, { pieces, reason = 'stop', thought }) {
    const finish = reason && OPENAI_REASONS[reason];
    const all = thought ? [`<think>${thought}`, '</think>\n\n', ...pieces] : pieces;
    if (!streams.has(response)) {
      const message = { role: 'assistant', content: all.join('') };
      const choices = [{ index: 0, message, finish_reason: finish }];
      json(response, 200, { choices, usage: OPENAI_USAGE });
      return;
    }
    OPENAI_DOUBLE.begin(response, all);
    if (finish) {
      write(response, { choices: [{ index: 0, delta: {}, finish_reason: finish }] });
      write(response, { choices: [], usage: OPENAI_USAGE });
      response.write('data: [DONE]\n\n');
    }
    response.end();
  },
  begin(response, pieces) {
    if (!streams.has(response)) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"choices": [');
      return;
    }
    sse(response);
    response.write(': a comment\n\n');
    for (const content of pieces) write(response, { choices: [{ index: 0, delta: { content } }] });
  },
  fail(response, status, seconds) {
    const headers = seconds === undefined ? {} : { 'retry-after': String(seconds) };
    json(response, status, { error: { message: `refused for ${SECRET}` } }, headers);
  },
};

const GEMINI_REASONS = { stop: 'STOP', length: 'MAX_TOKENS', refused: 'SAFETY' };
const GEMINI_USAGE = { promptTokenCount: 11, candidatesTokenCount: 5, thoughtsTokenCount: 2 };

const gemini: ProviderDouble = {
  name: 'Gemini',
  create: (baseUrl, limits) =>
    createGeminiModel({ baseUrl, apiKey: SECRET, model: 'gemini-test', ...(limits && { limits }) }),
  say(response, { pieces, reason = 'stop', thought }) {
    sse(response);
    if (thought) write(response, chunk([{ text: thought, thought: true }]));
    const end = reason ? { finishReason: GEMINI_REASONS[reason] } : {};
    pieces.forEach((text, index) => {
      write(response, chunk([{ text }], index === pieces.length - 1 ? end : {}));
    });
    if (pieces.length === 0) write(response, chunk([], end));
    response.end();
  },
  begin(response, pieces) {
    sse(response);
    for (const text of pieces) write(response, chunk([{ text }]));
  },
  fail(response, status, seconds) {
    const info = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${seconds}s` };
    const details = seconds === undefined ? [] : [info];
    json(response, status, { error: { code: status, message: `refused for ${SECRET}`, details } });
  },
};

function sse(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
}

function json(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function chunk(parts: readonly object[], end = {}) {
  const candidate = { index: 0, content: { role: 'model', parts }, ...end };
  return { candidates: [candidate], usageMetadata: GEMINI_USAGE };
}

function write(response: ServerResponse, data: unknown): void {
  response.write(`data: ${JSON.stringify(data)}\r\n\r\n`);
}

/** Every provider that is reached over HTTP. */
export const PROVIDER_DOUBLES: readonly ProviderDouble[] = [OPENAI_DOUBLE, gemini];
