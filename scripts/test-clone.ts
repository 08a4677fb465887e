import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { createChecks } from './clone/checks.ts';
import { followGuide } from './clone/follow-guide.ts';
import { ask, signIn, subscribe } from './clone/graphql-client.ts';
import { type RunningStart, runStart } from './clone/running-start.ts';
import { freePort, freePortBase } from './embedded/free-port.ts';

const FIRST_START_MS = 180_000;
const SECOND_START_MS = 90_000;
const FEED = 'subscription { postCreated { id title author { name } } }';
const CREATE = 'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }';

/**
 * What a newcomer does, in an empty folder of the home directory (as root: under /root): `npm install`, `npm start`, the
 * journey, stops and kills, the plugin guide, `npm test`.
 */
async function testClone(folder: string): Promise<boolean> {
  const checks = createChecks(say);
  const env = {
    ROUTER_PORT: String(await freePort()),
    WEB_PORT: String(await freePort()),
    PLUGIN_PORT_BASE: String(await freePortBase()),
    GESTAS_REDIS: process.env.GESTAS_REDIS ?? 'on',
  };
  await checks.run('npm install', () =>
    npm(folder, 'install', '--no-audit', '--no-fund', '--prefer-offline'),
  );
  let platform: RunningStart | undefined;
  let postId = '';
  const start = async (limitMs: number) => {
    platform = await runStart(folder, env, limitMs);
  };
  const running = () => platform ?? assert.fail('the platform is not running');
  await checks.run('first start is ready and names its embedded parts', async () => {
    await start(FIRST_START_MS);
    assert.match(running().output(), /database: embedded PostgreSQL in \S+/);
    assert.match(
      running().output(),
      /events: (private Redis|PostgreSQL, Redis (not found|switched off))/,
    );
  });
  await checks.run('a post moves from one session to another', async () => {
    postId = await journey(running().routerUrl);
  });
  await checks.run('the web client is served with the router under its origin', async () => {
    assert.match(await (await fetch(running().webUrl)).text(), /<div id="root"/);
    await signIn(`${running().webUrl}/graphql`, 'viewer@demo.test');
  });
  await checks.run('a second start says why it will not', async () => {
    await assert.rejects(
      runStart(folder, env, SECOND_START_MS),
      /Another start \(process \d+\) is using/,
    );
  });
  await checks.run('after kill -9 the next start works and has the data', async () => {
    await running().kill();
    await start(SECOND_START_MS);
    assert.equal(await readTitle(running().routerUrl, postId), 'From a clone');
  });
  await checks.run('SIGTERM to npm stops everything in 5 s', async () => {
    const milliseconds = await running().stop();
    assert.ok(milliseconds < 5_000, `took ${milliseconds} ms`);
    for (const url of [running().routerUrl, running().webUrl]) await assert.rejects(fetch(url));
  });
  await checks.run('the next start keeps the data', async () => {
    await start(SECOND_START_MS);
    assert.equal(await readTitle(running().routerUrl, postId), 'From a clone');
  });
  await checks.run('the plugin guide leads to a mounted plugin in ten minutes', () =>
    followGuide(folder, running()),
  );
  await running().stop();
  await checks.run('npm test', () => npm(folder, 'test', '--', '--silent'));
  return checks.report();
}

/** The viewer subscribes, the editor writes, the viewer is told; answers the post's id. */
async function journey(url: string): Promise<string> {
  const viewer = await signIn(url, 'viewer@demo.test');
  const editor = await signIn(url, 'editor@demo.test');
  const feed = subscribe(url, viewer, FEED);
  assert.equal((await feed.next()).value, 'open');
  const input = { title: 'From a clone', body: 'Hello.' };
  type Created = { createPost: { post: { id: string } } };
  const { createPost } = await ask<Created>(url, editor, CREATE, { input });
  const { value } = await feed.next();
  await feed.return(undefined);
  const { id } = createPost.post;
  const { data } = value as { data: unknown };
  assert.deepEqual(data, {
    postCreated: { id, title: 'From a clone', author: { name: 'Eva Editor' } },
  });
  return id;
}

async function readTitle(url: string, id: string): Promise<string | undefined> {
  const viewer = await signIn(url, 'viewer@demo.test');
  type Found = { post: { title: string } | null };
  return (await ask<Found>(url, viewer, 'query ($id: ID!) { post(id: $id) { title } }', { id }))
    .post?.title;
}

function npm(folder: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0)
    throw new Error(`npm ${args[0]} failed:\n${`${stdout}\n${stderr}`.slice(-4_000)}`);
}

/** Copies what git would commit: nothing generated, nothing ignored. */
function copySources(target: string): void {
  const list = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      encoding: 'utf8',
    },
  );
  for (const file of new Set(list.split('\0').filter(Boolean))) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(file, join(target, file), { force: true });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const folder = mkdtempSync(join(homedir(), 'gestas-clone-'));
try {
  copySources(folder);
  say(`clone in ${folder}`);
  process.exitCode = (await testClone(folder)) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
