import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import {
  type ModelDelta,
  ModelError,
  type ModelRequest,
  type ModelService,
} from '../../src/models/model-service.ts';
import {
  asStream,
  PROVIDER_DOUBLES,
  type ProviderDouble,
  type Script,
  SECRET,
} from './model-doubles.ts';
import { type ModelServer, type SeenRequest, startModelServer } from './model-server.ts';

/** Limits that no test reaches unless it means to. */
export const LIMITS = { totalMs: 20_000, idleMs: 20_000, maxCharacters: 2_000 };
/** A conversation in which every role speaks, in more than ASCII. */
export const REQUEST: ModelRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Say hello.' },
    { role: 'assistant', content: 'Hello.' },
    { role: 'user', content: 'Again, with ñ and 你好.' },
  ],
};

/** A whole stream: its pieces, their text, and how it ended. */
export async function collect(deltas: AsyncIterable<ModelDelta>) {
  const pieces: string[] = [];
  let end: ModelDelta['end'];
  for await (const delta of deltas) {
    expect(end).toBeUndefined(); // nothing follows the end
    if (delta.text !== '') pieces.push(delta.text);
    end = delta.end;
  }
  return { pieces, text: pieces.join(''), end };
}

/** How work failed, as it must: by an error of the model's that does not tell the key. */
export const failureOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelError);
  const { failure, retryAfterMs, message, stack } = error as ModelError;
  expect(`${message} ${stack}`).not.toContain(SECRET);
  return { failure, retryAfterMs };
};

/** Both ways to ask, which must fail and be limited alike. */
export const ways: readonly (readonly [
  string,
  (model: ModelService, request: ModelRequest) => Promise<unknown>,
])[] = [
  ['complete', (model, request) => model.complete(request)],
  ['stream', (model, request) => collect(model.stream(request))],
];

/** A provider's adapter under test, and its double, whose behaviour each test chooses. */
type ProviderWorld = {
  readonly double: ProviderDouble;
  /** The adapter, asking the double. */
  model(limits?: typeof LIMITS): ModelService;
  /** What the double does with the next requests. */
  behave(handler: (response: ServerResponse) => void): void;
  /** What the double says to the next requests. */
  say(script: Script): void;
  /** The requests since the behaviour was chosen. */
  seen(): readonly SeenRequest[];
};

/** The contract that the adapters of all providers keep, or a part of it, on one server for a test file. */
export function describeEachProvider(register: (world: ProviderWorld) => void): void {
  let server: ModelServer;
  beforeAll(async () => {
    server = await startModelServer();
  });
  afterAll(() => server.stop());

  const doubles = PROVIDER_DOUBLES.map((double) => [double.name, double] as const);
  describe.each(doubles)('%s', (_name, double) => {
    const behave = (handler: (response: ServerResponse) => void) =>
      server.behave((response, { body }) => {
        if (body?.stream) asStream(response);
        handler(response);
      });
    register({
      double,
      behave,
      say: (script) => behave((response) => double.say(response, script)),
      model: (limits = LIMITS) => double.create(server.url, limits),
      seen: () => server.seen,
    });
  });
}
