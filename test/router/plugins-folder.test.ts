import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { freePort } from '../../scripts/embedded/free-port.ts';
import { createTestPlugin } from './support/plugins.ts';
import {
  askRouter,
  POLL_MS,
  type RunningRouter,
  runRouter,
  untilReady,
} from './support/run-router.ts';

let database: TestDatabase;
let folder: string;
let keys: { readonly internal: JWK; readonly router: JWK };
let running: RunningRouter | null = null;
const servers: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  database = await startTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'router-folder-'));
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  keys = { internal: await exportJWK(privateKey), router: await exportJWK(publicKey) };
});
afterAll(async () => {
  running?.child.kill('SIGKILL');
  await Promise.all(servers.map((server) => server.stop()));
  await rm(folder, { recursive: true });
  await database.stop();
});

async function addPlugin(name: string, field: string, port: number) {
  const manifest = {
    name,
    version: '0.1.0',
    description: 'A plugin.',
    platform: '^0.1.0',
    port,
    database: { schema: 'x' },
    owns: [],
    permissions: [],
    emits: [],
    consumes: [],
  };
  await mkdir(join(folder, 'plugins', name), { recursive: true });
  await writeFile(join(folder, 'plugins', name, 'manifest.json'), JSON.stringify(manifest));
  const sdl = `type Query { ${field}: String @tag(name: "public") }`;
  const resolvers = { Query: { [field]: () => `${field} of ${name}` } };
  const server = await createTestPlugin(keys.router, { name }, sdl, resolvers).listen(port);
  servers.push(server);
  return server;
}

it('serves the plugins of a folder in processes of their own, and mounts one that is added', async () => {
  const ports = [await freePort(), await freePort(), await freePort()] as const;
  const first = await addPlugin('plugin-first', 'one', ports[0]);
  const origin = `http://localhost:${ports[2]}`;
  running = runRouter(['--plugins', join(folder, 'plugins')], {
    ROUTER_PORT: String(ports[2]),
    EVENTS_DATABASE_URL: database.urlOf('gestas_events'),
    GESTAS_ROUTER_KEY: JSON.stringify(keys.internal),
    GESTAS_DATA_DIR: join(folder, 'data'),
  });
  await untilReady(running, origin);
  expect(await askRouter(origin, '{ one }')).toEqual({ data: { one: 'one of plugin-first' } });

  await addPlugin('plugin-second', 'two', ports[1]);
  while ((await askRouter(origin, '{ two }')).errors) await delay(POLL_MS);
  expect(await askRouter(origin, '{ one two }')).toEqual({
    data: { one: 'one of plugin-first', two: 'two of plugin-second' },
  });

  await first.stop();
  const partial = await askRouter(origin, '{ one two }');
  expect(partial.data).toEqual({ one: null, two: 'two of plugin-second' });
  expect(partial.errors?.[0]?.extensions.code).toBe('PLUGIN_UNAVAILABLE');

  running.child.kill('SIGTERM');
  const [code] = await once(running.child, 'exit');
  expect(code).toBe(0);
});

it('says what is missing in the environment', async () => {
  const { child, output } = runRouter(['--plugins', folder], { GESTAS_ROUTER_KEY: '{}' });
  const [code] = await once(child, 'exit');
  expect(code).toBe(1);
  expect(output()).toContain('EVENTS_DATABASE_URL');
  expect(output()).toContain('GESTAS_ROUTER_KEY');
});
