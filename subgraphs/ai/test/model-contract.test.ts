import { spawnSync } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withRetries } from '../src/adapters/model/with-retries.ts';
import {
  type ModelDelta,
  ModelError,
  type ModelRequest,
  type ModelService,
} from '../src/models/model-service.ts';
import {
  asStream,
  PROVIDER_DOUBLES,
  type ProviderDouble,
  SECRET,
} from './support/model-doubles.ts';
import { type ModelServer, startModelServer } from './support/model-server.ts';

const LIMITS = { totalMs: 20_000, idleMs: 20_000, maxCharacters: 2_000 };
const REQUEST: ModelRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Say hello.' },
    { role: 'assistant', content: 'Hello.' },
    { role: 'user', content: 'Again, with ñ and 你好.' },
  ],
};

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.stop());

async function collect(deltas: AsyncIterable<ModelDelta>) {
  const pieces: string[] = [];
  let end: ModelDelta['end'];
  for await (const delta of deltas) {
    expect(end).toBeUndefined(); // nothing follows the end
    if (delta.text !== '') pieces.push(delta.text);
    end = delta.end;
  }
  return { pieces, text: pieces.join(''), end };
}

const failureOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelError);
  const { failure, retryAfterMs, message, stack } = error as ModelError;
  expect(`${message} ${stack}`).not.toContain(SECRET);
  return { failure, retryAfterMs };
};

const ways: readonly (readonly [
  string,
  (model: ModelService, request: ModelRequest) => Promise<unknown>,
])[] = [
  ['complete', (model, request) => model.complete(request)],
  ['stream', (model, request) => collect(model.stream(request))],
];

describe.each(PROVIDER_DOUBLES.map((double) => [double.name, double] as const))(
  '%s',
  (_name, double) => {
    const behave = (handler: (response: ServerResponse) => void) =>
      server.behave((response, { body }) => {
        if (body?.stream) asStream(response);
        handler(response);
      });
    const say = (script: Parameters<ProviderDouble['say']>[1]) =>
      behave((response) => double.say(response, script));
    const model = (limits = LIMITS) => double.create(server.url, limits);

    it('answers whole, with reason and counted tokens', async () => {
      say({ pieces: ['Hola, ', '¿qué tal? 你好'] });
      expect(await model().complete(REQUEST)).toEqual({
        text: 'Hola, ¿qué tal? 你好',
        finishReason: 'stop',
        usage: { inputTokens: 11, outputTokens: 7 },
      });
      expect(model().name).toMatchObject({ isModel: true, model: expect.stringMatching(/-test$/) });
      expect(JSON.stringify(server.seen[0]?.body)).toContain('Again, with ñ and 你好.');
      expect(JSON.stringify(server.seen[0]?.body)).toContain('Be brief.');
      expect(server.seen[0]?.path).not.toContain(SECRET);
      expect(JSON.stringify(server.seen[0]?.headers)).toContain(SECRET);
    });

    it('streams piece by piece, and says how it ended', async () => {
      say({ pieces: ['Ho', 'la ', '你', '好'] });
      const { pieces, end } = await collect(model().stream(REQUEST));
      expect(pieces).toEqual(['Ho', 'la ', '你', '好']);
      expect(end).toEqual({ finishReason: 'stop', usage: { inputTokens: 11, outputTokens: 7 } });
    });

    it('leaves out what the model thinks aloud', async () => {
      say({ pieces: ['{"a":', '1}'], thought: 'Let me see: {"a":2}' });
      expect(await model().complete(REQUEST)).toMatchObject({ text: '{"a":1}' });
      expect(await collect(model().stream(REQUEST))).toMatchObject({ text: '{"a":1}' });
    });

    it('asks for JSON by a schema', async () => {
      say({ pieces: ['{}'] });
      const schema = {
        type: 'object',
        properties: { name: { type: 'string' } },
        additionalProperties: false,
      };
      await model().complete({ ...REQUEST, schema });
      expect(JSON.stringify(server.seen[0]?.body)).toMatch(
        /"properties":\{"name":\{"type":"string"\}\}/,
      );
    });

    it.each(ways)('%s: an answer cut at the limit of tokens says so', async (_way, ask) => {
      say({ pieces: ['{"decision":"appr'], reason: 'length' });
      const answer = await ask(model(), REQUEST);
      expect(JSON.stringify(answer)).toContain('"finishReason":"length"');
    });

    it.each(ways)(
      '%s: an answer the provider withholds is a refusal, not an error',
      async (_way, ask) => {
        say({ pieces: ['partial'], reason: 'refused' });
        expect(JSON.stringify(await ask(model(), REQUEST))).toContain('"finishReason":"refused"');
        say({ pieces: [], reason: 'refused' });
        expect(JSON.stringify(await ask(model(), REQUEST))).toContain('"finishReason":"refused"');
      },
    );

    it.each(ways)('%s: an empty answer is none', async (_way, ask) => {
      say({ pieces: [], reason: 'stop' });
      expect(await failureOf(ask(model(), REQUEST))).toMatchObject({ failure: 'INVALID_ANSWER' });
    });

    it.each(ways)('%s: 429 tells how long to wait', async (_way, ask) => {
      behave((response) => double.fail(response, 429, 7));
      expect(await failureOf(ask(model(), REQUEST))).toEqual({
        failure: 'RATE_LIMITED',
        retryAfterMs: 7000,
      });
      behave((response) => double.fail(response, 429));
      expect(await failureOf(ask(model(), REQUEST))).toEqual({
        failure: 'RATE_LIMITED',
        retryAfterMs: null,
      });
    });

    it.each([
      [500, 'UNREACHABLE'],
      [503, 'UNREACHABLE'],
      [401, 'UNAUTHORIZED'],
      [403, 'UNAUTHORIZED'],
      [400, 'INVALID_ANSWER'],
    ])('%i is %s, and never repeats the key', async (status, failure) => {
      behave((response) => double.fail(response, status));
      for (const [, ask] of ways) {
        expect(await failureOf(ask(model(), REQUEST))).toMatchObject({ failure });
      }
    });

    it.each(ways)('%s: HTML with status 502 is an unreachable model', async (_way, ask) => {
      behave((response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<html>'));
      expect(await failureOf(ask(model(), REQUEST))).toMatchObject({ failure: 'UNREACHABLE' });
    });

    it.each(ways)('%s: garbage is told from an answer', async (_way, ask) => {
      for (const garbage of [
        'data: {"candidates": [\n\n',
        'data: nonsense\n\n',
        '<html>',
        '{"choices": 7}',
      ]) {
        behave((response) =>
          response.writeHead(200, { 'content-type': 'text/event-stream' }).end(garbage),
        );
        expect((await failureOf(ask(model(), REQUEST))).failure).toMatch(
          /INVALID_ANSWER|UNREACHABLE/,
        );
      }
    });

    it.each(ways)(
      '%s: a connection that is cut fails, with what came before it delivered',
      async (_way, ask) => {
        behave((response) => {
          double.begin(response, ['Hello']);
          setTimeout(() => response.destroy(), 50);
        });
        expect(await failureOf(ask(model(), REQUEST))).toMatchObject({ failure: 'UNREACHABLE' });
      },
    );

    it('a stream that ends without a reason was cut', async () => {
      say({ pieces: ['Hello, wor'], reason: null });
      const pieces: string[] = [];
      const work = async () => {
        for await (const { text } of model().stream(REQUEST)) pieces.push(text);
      };
      expect(await failureOf(work())).toMatchObject({ failure: 'UNREACHABLE' });
      expect(pieces.join('')).toBe('Hello, wor');
    });

    it.each(ways)('%s: silence ends with TIMEOUT', async (_way, ask) => {
      behave((response) => double.begin(response, ['Hello']));
      const limits = { ...LIMITS, totalMs: 300, idleMs: 150 };
      expect(await failureOf(ask(model(limits), REQUEST))).toMatchObject({ failure: 'TIMEOUT' });
      behave(() => undefined); // no answer at all
      expect(await failureOf(ask(model(limits), REQUEST))).toMatchObject({ failure: 'TIMEOUT' });
    });

    it.each(ways)('%s: the caller may end it, before and while', async (_way, ask) => {
      const early = AbortSignal.abort();
      expect(await failureOf(ask(model(), { ...REQUEST, signal: early }))).toMatchObject({
        failure: 'CANCELLED',
      });
      const controller = new AbortController();
      behave((response) => {
        double.begin(response, ['Hello']);
        controller.abort();
      });
      const late = ask(model(), { ...REQUEST, signal: controller.signal });
      expect(await failureOf(late)).toMatchObject({ failure: 'CANCELLED' });
    });

    it.each(ways)('%s: an answer beyond the limit is refused', async (_way, ask) => {
      say({ pieces: Array.from({ length: 50 }, () => 'x'.repeat(100)) });
      expect(await failureOf(ask(model(), REQUEST))).toMatchObject({ failure: 'INVALID_ANSWER' });
    });

    it.each(ways)('%s: nobody there is UNREACHABLE', async (_way, ask) => {
      const nowhere = double.create('http://127.0.0.1:1', LIMITS);
      expect(await failureOf(ask(nowhere, REQUEST))).toMatchObject({ failure: 'UNREACHABLE' });
    });

    it.each(ways)('%s: what may pass is tried again, three times at most', async (_way, ask) => {
      const waits: number[] = [];
      const wait = async (ms: number) => void waits.push(ms);
      const patient = withRetries(model(), { wait, random: () => 1 });
      let calls = 0;
      behave((response) => {
        calls++;
        if (calls < 3) double.fail(response, calls === 1 ? 503 : 429, calls === 2 ? 2 : undefined);
        else double.say(response, { pieces: ['at last'] });
      });
      expect(await ask(patient, REQUEST)).toMatchObject({ text: 'at last' });
      expect(waits).toEqual([500, 2000]);
      behave((response) => double.fail(response, 500));
      expect(await failureOf(ask(patient, REQUEST))).toMatchObject({ failure: 'UNREACHABLE' });
      expect(server.seen).toHaveLength(3);
      behave((response) => double.fail(response, 429, 60));
      expect(await failureOf(ask(patient, REQUEST))).toMatchObject({ retryAfterMs: 60_000 });
      expect(server.seen).toHaveLength(1); // too long to wait for
      behave((response) => double.fail(response, 401));
      await failureOf(ask(patient, REQUEST));
      expect(server.seen).toHaveLength(1); // will not pass
    });

    it('does not begin a stream anew once something was said', async () => {
      const patient = withRetries(model(), { wait: async () => undefined });
      behave((response) => {
        double.begin(response, ['Hello']);
        setTimeout(() => response.destroy(), 30);
      });
      expect(await failureOf(collect(patient.stream(REQUEST)))).toMatchObject({
        failure: 'UNREACHABLE',
      });
      expect(server.seen).toHaveLength(1);
    });
  },
);

describe('a stream that is cut, left or timed out', () => {
  it('never ends Node by an unhandled rejection', () => {
    const script = new URL('./support/cut-streams.ts', import.meta.url).pathname;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import=tsx', script], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect({ stdout, stderr, status }).toEqual({ stdout: 'alive\n', stderr: '', status: 0 });
  });
});
