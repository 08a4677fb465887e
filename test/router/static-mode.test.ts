import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@gestas/sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCommonEnv } from '../../router/src/config.ts';
import { runStatic } from '../../router/src/engine/run-static.ts';
import { freePort } from '../../scripts/embedded/free-port.ts';
import { askRouter, runRouter, untilReady } from './support/run-router.ts';
import { BOOKS, PEOPLE, serveSubgraph, supergraphOf } from './support/subgraphs.ts';

const BOOKS_WITH_AUTHORS = {
  data: {
    books: [
      { title: 'Solaris', author: { name: 'Lem' } },
      { title: 'Ubik', author: { name: 'Dick' } },
    ],
  },
};
const logger = createLogger('router', 'error', { write: () => undefined });
let folder: string;
let books: Awaited<ReturnType<typeof serveSubgraph>>;
let people: Awaited<ReturnType<typeof serveSubgraph>>;
let child: ChildProcess | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'router-static-'));
  books = await serveSubgraph(BOOKS);
  people = await serveSubgraph(PEOPLE);
  const supergraph = supergraphOf([
    { ...BOOKS, url: books.url },
    { ...PEOPLE, url: 'http://localhost:1/graphql' },
  ]);
  await write('supergraph.graphql', supergraph);
  await write('config.yaml', `overrides:\n  people: ${people.url}\nheaders: [x-tenant]\n`);
});

afterAll(async () => {
  child?.kill('SIGKILL');
  await Promise.all([books.stop(), people.stop()]);
  await rm(folder, { recursive: true });
});

async function write(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

/** Runs static mode in this process. */
function serve(
  config: string | null,
  engine: 'own' | 'apollo' = 'own',
  supergraph = 'supergraph.graphql',
) {
  const file = (name: string) => join(folder, name);
  return runStatic(
    {
      mode: 'static',
      supergraph: file(supergraph),
      config: config === null ? null : file(config),
      engine,
      port: 0,
      host: undefined,
    },
    readCommonEnv({}),
    logger,
  );
}

it('serves a supergraph as a command: overrides, listed headers, anonymous rights, until SIGTERM', async () => {
  const port = await freePort();
  const files = [
    '--supergraph',
    join(folder, 'supergraph.graphql'),
    '--config',
    join(folder, 'config.yaml'),
  ];
  const running = runRouter([...files, '--port', String(port)]);
  child = running.child;
  const origin = `http://localhost:${port}`;
  await untilReady(running, origin);

  expect(await askRouter(origin, '{ books { title author { name } } }')).toEqual(
    BOOKS_WITH_AUTHORS,
  );
  const headers = { 'x-tenant': 'demo', 'x-other': 'no', authorization: 'Bearer ignored' };
  const query =
    '{ tenant: header(name: "x-tenant") other: header(name: "x-other") token: header(name: "authorization") }';
  expect(await askRouter(origin, query, headers)).toEqual({
    data: { tenant: 'demo', other: null, token: null },
  });

  const began = Date.now();
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(Date.now() - began).toBeLessThan(6_000);
});

it('ends with exit code 1 and a sentence when there is no such file', async () => {
  const { child: failed, output } = runRouter(['--supergraph', 'nowhere.graphql', '--port', '0']);
  const [code] = await once(failed, 'exit');
  expect(output()).toBe('--supergraph nowhere.graphql cannot be read: there is no such file.\n');
  expect(code).toBe(1);
});

describe('everybody is anonymous', () => {
  it('and rules hold, introspection works, limits are off but for the guards', async () => {
    const router = await serve('config.yaml');
    const origin = router.url.replace('/graphql', '');
    const refused = await askRouter(origin, '{ books { id } secret }');
    expect(refused.data?.secret).toBeNull();
    expect(refused.errors?.[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
    expect(await askRouter(origin, '{ __schema { queryType { name } } }')).toMatchObject({
      data: { __schema: { queryType: { name: 'Query' } } },
    });

    const many = Array.from({ length: 40 }, (_, index) => `a${index}: books { title }`).join(' ');
    expect((await askRouter(origin, `{ ${many} }`)).errors).toBeUndefined();
    const fragments = Array.from(
      { length: 20 },
      (_, i) => `fragment F${i} on Book { ...F${i + 1} author { id } ...F${i + 1} }`,
    );
    const bomb = `{ books { ...F0 } } ${fragments.join(' ')} fragment F20 on Book { id }`;
    expect((await askRouter(origin, bomb)).errors?.[0]?.extensions.code).toBe('LIMIT_EXCEEDED');
    const nested = `{ books ${'{ author '.repeat(100_000)}${'}'.repeat(100_000)} }`;
    expect((await askRouter(origin, nested)).errors?.[0]?.extensions.code).toBe('LIMIT_EXCEEDED');
    const huge = await askRouter(origin, `{ books { id } } #${'x'.repeat(2 * 1024 * 1024)}`);
    expect(huge.errors?.[0]?.message).toContain('at most 2097152 bytes');
    expect((await fetch(`${origin}/.well-known/jwks.json`)).status).toBe(404);
    await router.stop();
  });

  it('and may see everything with `authorization: off`', async () => {
    await write('open.yaml', 'authorization: off');
    const router = await serve('open.yaml');
    expect(await askRouter(router.url.replace('/graphql', ''), '{ secret }')).toEqual({
      data: { secret: 'for members' },
    });
    await router.stop();
  });
});

it('takes the second opinion with `--engine apollo`', async () => {
  const router = await serve('config.yaml', 'apollo');
  const answer = await askRouter(
    router.url.replace('/graphql', ''),
    '{ books { title author { name } } }',
  );
  expect(answer).toEqual(BOOKS_WITH_AUTHORS);
  await router.stop();
});

describe('what can not be served is refused with a sentence', () => {
  it('SDL that is none', async () => {
    await write('broken.graphql', 'type Query {');
    await expect(serve(null, 'own', 'broken.graphql')).rejects.toThrow(
      'broken.graphql cannot be served: ',
    );
  });

  it('an override of nothing', async () => {
    await write('odd.yaml', 'overrides: { nobody: "http://localhost:9" }');
    await expect(serve('odd.yaml')).rejects.toThrow(
      'there is no subgraph nobody; there are books, people',
    );
  });

  it('a feature that is not known, by its name', async () => {
    const sdl = supergraphOf([{ ...BOOKS, url: books.url }]);
    const link = '@link(url: "https://specs.example.com/vault/v1.0", for: SECURITY)';
    await write('vault.graphql', sdl.replace('schema\n', `schema\n  ${link}\n`));
    await expect(serve(null, 'own', 'vault.graphql')).rejects.toThrow('vault');
  });
});
