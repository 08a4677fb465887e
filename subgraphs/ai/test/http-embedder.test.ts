import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttpEmbedder } from '../src/adapters/embedding/http-embedder.ts';
import { type ModelServer, startModelServer } from './support/model-server.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.stop());

const embedder = (url = server.url) =>
  createHttpEmbedder({ baseUrl: `${url}/v1`, apiKey: 'secret', model: 'm', dimensions: 2 });
const answer = (data: unknown, status = 200) =>
  server.behave((response) => response.writeHead(status).end(JSON.stringify(data)));

describe('the HTTP embedder', () => {
  it('puts vectors in the order of the texts, each of length 1', async () => {
    answer({
      data: [
        { index: 1, embedding: [0, 2] },
        { index: 0, embedding: [3, 4] },
      ],
    });
    const [first, second] = await embedder().embed(['a', 'b']);
    expect([...(first ?? [])].map((value) => value.toFixed(2))).toEqual(['0.60', '0.80']);
    expect([...(second ?? [])]).toEqual([0, 1]);
    expect(server.seen[0]).toMatchObject({
      path: '/v1/embeddings',
      body: { model: 'm', input: ['a', 'b'] },
    });
    expect(server.seen[0]?.headers.authorization).toBe('Bearer secret');
    expect(embedder().name).toBe('http:m:2');
  });

  it.each([
    ['too few', { data: [{ index: 0, embedding: [1, 2] }] }],
    [
      'too short',
      {
        data: [
          { index: 0, embedding: [1] },
          { index: 1, embedding: [1, 2] },
        ],
      },
    ],
    ['something else', { vectors: [] }],
  ])('refuses %s', async (_what, data) => {
    answer(data);
    await expect(embedder().embed(['a', 'b'])).rejects.toMatchObject({ failure: 'INVALID_ANSWER' });
  });

  it('tells what went wrong on the way', async () => {
    answer({}, 401);
    await expect(embedder().embed(['a'])).rejects.toMatchObject({ failure: 'UNAUTHORIZED' });
    const nowhere = embedder('http://127.0.0.1:1');
    await expect(nowhere.embed(['a'])).rejects.toMatchObject({ failure: 'UNREACHABLE' });
  });
});
