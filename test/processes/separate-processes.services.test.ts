import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, signIn, subscribe } from '../../scripts/clone/graphql-client.ts';
import { type RunningStart, runStart } from '../../scripts/clone/running-start.ts';
import { freePort, freePortBase } from '../../scripts/embedded/free-port.ts';

/** `npm run dev`: router and plugins as processes of their own, events over the machine's Redis. */
let platform: RunningStart;
let url = '';
const dataFolder = mkdtempSync(join(tmpdir(), 'gestas-dev-'));
chmodSync(dataFolder, 0o755); // as root, PostgreSQL runs under another account

beforeAll(async () => {
  const env = {
    NODE_ENV: 'development',
    GESTAS_DATA_DIR: dataFolder,
    GESTAS_LIMITS: 'test',
    ROUTER_PORT: String(await freePort()),
    WEB_PORT: String(await freePort()),
    PLUGIN_PORT_BASE: String(await freePortBase()),
  };
  platform = await runStart('.', env, READY_WITHIN_MS, 'dev');
  url = platform.routerUrl;
}, 240_000);

afterAll(async () => {
  await platform.stop();
  rmSync(dataFolder, { recursive: true, force: true });
}, 60_000);

const READY_WITHIN_MS = 200_000;
const CREATE = 'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }';

describe('separate processes', () => {
  it('carry a post from one session to another, resolved across plugins', async () => {
    const viewer = await signIn(url, 'viewer@demo.test');
    const editor = await signIn(url, 'editor@demo.test');
    const feed = subscribe(url, viewer, 'subscription { postCreated { title author { name } } }');
    await feed.next();
    await ask(url, editor, CREATE, { input: { title: 'Across', body: 'x' } });
    const { value } = await feed.next();
    expect(value).toMatchObject({
      data: { postCreated: { title: 'Across', author: { name: 'Eva Editor' } } },
    });
    await feed.return(undefined);
  });

  it('a killed one degrades only its own fields', async () => {
    const viewer = await signIn(url, 'viewer@demo.test');
    const watcher = Number(/starting plugin-cms \(process (\d+)\)/.exec(platform.output())?.[1]);
    killWithChildren(watcher);
    const query = '{ me { name } post(id: "x") { title } }';
    const answer = async () => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${viewer}` },
        body: JSON.stringify({ query }),
      });
      return (await response.json()) as { data: unknown; errors?: { extensions: unknown }[] };
    };
    await until(async () => (await answer()).errors !== undefined);
    const { data, errors } = await answer();
    expect(data).toEqual({ me: { name: 'Víctor Viewer' }, post: null });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'PLUGIN_UNAVAILABLE',
      plugin: 'plugin-cms',
    });
  });
});

function killWithChildren(pid: number): void {
  spawnSync('pkill', ['-KILL', '-P', String(pid)], { stdio: 'ignore' });
  process.kill(pid, 'SIGKILL');
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 200_000;
  while (!(await condition())) {
    if (Date.now() > deadline)
      throw new Error(`the condition did not come true in time\n${platform.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
