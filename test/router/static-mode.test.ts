import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BOOKS, PEOPLE, serveSubgraph, supergraphOf } from './support/subgraphs.ts';

const RUN = ['scripts/run.mjs', 'router/src/main.ts'];
let folder: string;
let books: Awaited<ReturnType<typeof serveSubgraph>>;
let people: Awaited<ReturnType<typeof serveSubgraph>>;
const children: ChildProcess[] = [];

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
  await write('open.yaml', `authorization: off\noverrides:\n  people: ${people.url}\n`);
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all([books.stop(), people.stop()]);
  await rm(folder, { recursive: true });
});

async function write(name: string, text: string) {
  await writeFile(join(folder, name), text);
}

function run(...args: string[]) {
  const child = spawn(process.execPath, [...RUN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return { child, output: () => output };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function serve(config: string, ...more: string[]) {
  const port = await freePort();
  const files = [
    '--supergraph',
    join(folder, 'supergraph.graphql'),
    '--config',
    join(folder, config),
  ];
  const running = run(...files, '--port', String(port), ...more);
  const origin = `http://localhost:${port}`;
  for (;;) {
    if (running.child.exitCode !== null) throw new Error(running.output());
    const ready = await fetch(`${origin}/health/ready`).catch(() => null);
    if (ready?.status === 200) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const ask = async (query: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as {
      data?: Record<string, unknown>;
      errors?: { extensions: { code: string } }[];
    };
  };
  return { ...running, ask, origin };
}

it('serves a supergraph with overrides, listed headers and anonymous rights, until SIGTERM', async () => {
  const { ask, child, origin } = await serve('config.yaml');

  expect(await ask('{ books { title author { name } } }')).toEqual({
    data: {
      books: [
        { title: 'Solaris', author: { name: 'Lem' } },
        { title: 'Ubik', author: { name: 'Dick' } },
      ],
    },
  });
  expect(await ask('{ __schema { queryType { name } } }')).toMatchObject({
    data: { __schema: { queryType: { name: 'Query' } } },
  });

  const headers = { 'x-tenant': 'demo', 'x-other': 'no', authorization: 'Bearer ignored' };
  const query =
    '{ tenant: header(name: "x-tenant") other: header(name: "x-other") token: header(name: "authorization") }';
  expect(await ask(query, headers)).toEqual({ data: { tenant: 'demo', other: null, token: null } });

  const refused = await ask('{ books { id } secret }');
  expect(refused.data?.secret).toBeNull();
  expect(refused.errors?.[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');

  const many = Array.from({ length: 40 }, (_, index) => `a${index}: books { title }`).join(' ');
  expect((await ask(`{ ${many} }`)).errors).toBeUndefined();
  const fragments = Array.from(
    { length: 20 },
    (_, i) => `fragment F${i} on Book { ...F${i + 1} author { id } ...F${i + 1} }`,
  );
  const bomb = await ask(`{ books { ...F0 } } ${fragments.join(' ')} fragment F20 on Book { id }`);
  expect(bomb.errors?.[0]?.extensions.code).toBe('LIMIT_EXCEEDED');
  const huge = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ books { id } }', padding: 'x'.repeat(2 * 1024 * 1024) }),
  });
  expect(huge.status).toBe(413);
  expect((await fetch(`${origin}/.well-known/jwks.json`)).status).toBe(404);

  const began = Date.now();
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(Date.now() - began).toBeLessThan(6_000);
});

it('takes the second opinion with `--engine apollo`', async () => {
  const { ask } = await serve('config.yaml', '--engine', 'apollo');
  expect(await ask('{ books { title author { name } } }')).toMatchObject({
    data: { books: [{ author: { name: 'Lem' } }, { author: { name: 'Dick' } }] },
  });
});

it('answers everybody everything with `authorization: off`', async () => {
  const { ask } = await serve('open.yaml');
  expect(await ask('{ secret }')).toEqual({ data: { secret: 'for members' } });
});

describe('what makes no sense ends with exit code 1 and says why', () => {
  const cases: [string, () => string[] | Promise<string[]>, string][] = [
    [
      'a missing file',
      () => ['--supergraph', 'nowhere.graphql'],
      'nowhere.graphql cannot be read: there is no such file',
    ],
    [
      'SDL that is none',
      async () => {
        await write('broken.graphql', 'type Query {');
        return ['--supergraph', join(folder, 'broken.graphql')];
      },
      'broken.graphql cannot be served',
    ],
    ['no arguments', () => [], 'Give either --supergraph or --plugins'],
    [
      'an override of nothing',
      async () => {
        await write('odd.yaml', 'overrides: { nobody: "http://localhost:9" }');
        return [
          '--supergraph',
          join(folder, 'supergraph.graphql'),
          '--config',
          join(folder, 'odd.yaml'),
        ];
      },
      'there is no subgraph nobody',
    ],
  ];
  it.each(cases)('%s', async (_name, args, message) => {
    const { child, output } = run(...(await args()), '--port', '0');
    const [code] = await once(child, 'exit');
    expect(output()).toContain(message);
    expect(code).toBe(1);
  });
});
