import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { Filter, Point, passes, Query, queryPoints } from './qdrant-points.ts';
import { faultOf, qdrantDocument } from './qdrant-validator.ts';

/** A call as it came: which operation, with what, and what the document has against it. */
export type QdrantCall = {
  readonly id: string;
  readonly body: unknown;
  readonly fault: string | null;
};

/** A Qdrant that keeps points in memory and holds every request and every answer to the official document. */
export type QdrantDouble = {
  readonly url: string;
  readonly calls: QdrantCall[];
  /** What requests or answers had against them. */
  faults(): readonly string[];
  points(collection: string): readonly Point[];
  stop(): Promise<void>;
};

const Collection = z.object({
  vectors: z.object({ dense: z.object({ size: z.number() }) }),
});

type Stored = { readonly size: number; readonly points: Map<string, Point>; indexed: boolean };

/** Starts the double on a free port. */
export async function startQdrantDouble(): Promise<QdrantDouble> {
  const collections = new Map<string, Stored>();
  const calls: QdrantCall[] = [];
  const server = createServer((message, response) => {
    let text = '';
    message.on('data', (part) => {
      text += part;
    });
    message.on('end', () => answer(message, response, text === '' ? null : JSON.parse(text)));
  });

  function answer(
    { method = '', url = '' }: IncomingMessage,
    response: ServerResponse,
    body: unknown,
  ) {
    const { pathname, searchParams } = new URL(url, 'http://qdrant');
    const route = qdrantDocument.routes.find(
      (one) => one.method === method.toLowerCase() && patternOf(one.path).test(pathname),
    );
    if (!route) {
      calls.push({ id: `${method} ${pathname}`, body, fault: 'is not one of our calls' });
      response.writeHead(404).end();
      return;
    }
    const fault = faultIn(route, searchParams, body);
    const name = pathname.split('/')[2] ?? '';
    const [status, result] = fault ? [400, null] : perform(route.id, collections, name, body);
    const error = { status: { error: fault ?? 'Not found' }, time: 0 };
    const reply = status === 200 ? { usage: null, status: 'ok', time: 0.001, result } : error;
    const answered = faultOf(route.answers[status === 200 ? '200' : '4XX'], reply);
    calls.push({ id: route.id, body, fault: fault ?? (answered && `answer: ${answered}`) });
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(reply));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    faults: () => calls.flatMap(({ id, fault }) => (fault ? `${id}: ${fault}` : [])),
    points: (collection) => [...(collections.get(collection)?.points.values() ?? [])],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function faultIn(
  route: (typeof qdrantDocument.routes)[number],
  given: URLSearchParams,
  body: unknown,
): string | null {
  const unknown = [...given.keys()].filter((name) => !route.query.includes(name));
  if (unknown.length > 0) return `unknown in the address: ${unknown.join(', ')}`;
  return route.request ? faultOf(route.request, body) : null;
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`);
}

function perform(
  id: string,
  collections: Map<string, Stored>,
  name: string,
  body: unknown,
): [number, unknown] {
  const done = { operation_id: 1, status: 'completed' };
  if (id === 'collection_exists') return [200, { exists: collections.has(name) }];
  if (id === 'create_collection') {
    const { vectors } = Collection.parse(body);
    collections.set(name, { size: vectors.dense.size, points: new Map(), indexed: false });
    return [200, true];
  }
  const collection = collections.get(name);
  if (!collection) return [404, null];
  if (id === 'create_field_index') {
    collection.indexed = true;
    return [200, done];
  }
  if (id === 'upsert_points') {
    const { points } = z.object({ points: z.array(Point) }).parse(body);
    if (points.some(({ vector }) => vector.dense.length !== collection.size)) return [400, null];
    for (const point of points) collection.points.set(point.id, point);
    return [200, done];
  }
  if (id === 'query_points') {
    const found = queryPoints([...collection.points.values()], Query.parse(body));
    const points = found.map(({ point, score }) => ({
      ...{ id: point.id, version: 1, score },
      payload: point.payload,
    }));
    return [200, { points }];
  }
  const { filter } = z.object({ filter: Filter }).parse(body);
  const matching = [...collection.points.values()].filter((point) => passes(point, filter));
  if (id === 'count_points') return [200, { count: matching.length }];
  for (const point of matching) collection.points.delete(point.id);
  return [200, done];
}
