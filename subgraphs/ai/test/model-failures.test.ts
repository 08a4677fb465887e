import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import {
  describeEachProvider,
  failureOf,
  LIMITS,
  REQUEST,
  ways,
} from './support/model-contract.ts';

describeEachProvider(({ behave, double, model, say }) => {
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
});

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
