import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ask } from '../../scripts/clone/graphql-client.ts';
import { writeComposeSecrets } from '../../scripts/compose/write-compose-secrets.ts';
import { readPluginFolders } from '../../scripts/plugin-folders.ts';
import { buildContext } from './support/build-context.ts';
import { type BuiltImage, createBuilder } from './support/build-image.ts';
import { type ComposeContainer, composeContainers } from './support/compose-environment.ts';
import { type ComposeNetwork, createComposeNetwork } from './support/compose-network.ts';
import { imageFiles } from './support/image-files.ts';
import { parseDockerfile } from './support/parse-dockerfile.ts';
import { type RunningContainer, runContainer } from './support/run-container.ts';
import { startStores } from './support/start-stores.ts';
import { untilHealthy } from './support/until-healthy.ts';

/** A Docker engine is not needed: each Dockerfile's steps run in a clean folder, and what they make is started. */
const LIMIT_MS = 1_200_000;
const scratch = mkdtempSync(join(tmpdir(), 'gestas-containers-'));
chmodSync(scratch, 0o755); // as root, PostgreSQL runs under another account
const dockerfiles = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*Dockerfile'], {
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .sort();
const build = createBuilder('.', scratch);
const images = new Map<string, BuiltImage>();
const built = new Map<string, readonly string[]>();
const running = new Map<string, RunningContainer>();
let stores: Awaited<ReturnType<typeof startStores>>;
let containers: readonly ComposeContainer[];
let network: ComposeNetwork;

beforeAll(async () => {
  execFileSync('cp', ['-r', '--parents', ...manifestFiles(), scratch]);
  const { folder } = writeComposeSecrets(scratch);
  containers = composeContainers(scratch);
  stores = await startStores(join(scratch, 'data'), folder);
  network = await createComposeNetwork(stores.addresses);
  for (const dockerfile of dockerfiles) {
    const image = build(dockerfile);
    images.set(dockerfile, image);
    built.set(dockerfile, imageFiles(image));
  }
}, LIMIT_MS);

afterAll(async () => {
  await Promise.all([...running.values()].map((one) => one.hasEnded() || one.stop()));
  await stores?.stop();
  rmSync(scratch, { recursive: true, force: true });
}, LIMIT_MS);

function manifestFiles(): readonly string[] {
  return readPluginFolders('subgraphs').map(({ folder }) => join(folder, 'manifest.json'));
}

function imageOf(dockerfile: string): BuiltImage {
  const image = images.get(dockerfile);
  if (!image) throw new Error(`${dockerfile} was not built.`);
  return image;
}

/** The graph behind the web client's server. */
const graphUrl = () => `http://localhost:${network.portOf('frontend')?.here}/graphql`;

function container(name: string): ComposeContainer {
  const found = containers.find((one) => one.name === name);
  if (!found) throw new Error(`docker-compose.yml builds no ${name}.`);
  return found;
}

function start(name: string, args: readonly string[] = []): RunningContainer {
  const one = container(name);
  return runContainer(imageOf(one.dockerfile), network.envOf(one), network.portOf(name), args);
}

/** The one image that is the first stage itself: its gates judge by the sources, with the tools of the project. */
const WHOLE = 'subgraphs/ai/Dockerfile';
const bundled = dockerfiles.filter((file) => file !== WHOLE);

describe('the Dockerfiles', () => {
  it('begin with one and the same stage, and end without root', () => {
    const all = dockerfiles.map((file) => parseDockerfile(readFileSync(file, 'utf8')));
    expect(new Set(all.map(([first]) => JSON.stringify(first))).size).toBe(1);
    for (const stages of all) {
      expect(stages.at(-1)?.instructions).toContainEqual({ name: 'USER', rest: 'node' });
    }
  });

  it('are all used, but for the one to copy', () => {
    const used = containers.map(({ dockerfile }) => dockerfile);
    expect([...used, 'subgraphs/_template/Dockerfile'].sort()).toEqual(dockerfiles);
  });

  it('get nothing that git leaves out', () => {
    const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const known = new Set(execFileSync('git', list, { encoding: 'utf8' }).split('\0'));
    expect(buildContext('.').filter((file) => !known.has(file))).toEqual([]);
  });

  it.each(bundled)('%s makes an image with little beside Node', (dockerfile) => {
    const { folder } = imageOf(dockerfile);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    const bytes = files
      .filter((file) => file.isFile())
      .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
    expect(bytes).toBeLessThan(40_000_000);
    const packages = files.filter(({ name }) => name === 'node_modules');
    expect(packages.length).toBeLessThanOrEqual(1);
  });
});

describe('the containers', () => {
  it('migrate ends well, and has nothing to do the second time', async () => {
    for (const said of [/^migrated: base\//m, /^nothing to migrate$/m]) {
      const one = start('migrate');
      expect({ code: await one.ended(), output: one.output() }).toEqual({
        code: 0,
        output: expect.stringMatching(said),
      });
    }
  });

  it('all become healthy by the checks in their images', async () => {
    const names = containers.map(({ name }) => name).filter((name) => name !== 'migrate');
    for (const name of names) running.set(name, start(name));
    for (const [name, one] of running) await untilHealthy(name, one);
  }, 600_000);

  it('serve the client and, behind it, the graph', async () => {
    const page = await fetch(new URL('/', graphUrl()));
    expect(await page.text()).toContain('<div id="root"');
    const query =
      'mutation { login(input: { tenant: "platform", email: "a@b.test", password: "x" }) { __typename } }';
    const answer = await fetch(graphUrl(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  it('seed nobody; the first administrator is invited by a link that works', async () => {
    const client = new pg.Client({ connectionString: stores.url });
    await client.connect();
    const users = async () => (await client.query('SELECT email, status FROM system.users')).rows;
    const isKnown = async () => (await client.query('SELECT 1 FROM auth.invitations')).rowCount;
    try {
      expect(await users()).toEqual([]);
      const one = start('migrate', ['administrator', 'Ops@Example.org']);
      expect(await one.ended()).toBe(0);
      const [, token] =
        /http:\/\/localhost:5173\/invitation#([\w.-]{70,})/.exec(one.output()) ?? [];
      expect(await users()).toEqual([{ email: 'ops@example.org', status: 'INVITED' }]);
      while (!(await isKnown())) await delay(50); // by outbox, dispatcher and Redis
      const accept =
        'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { ... on Session { accessToken } } }';
      const input = { token, password: 'correct horse battery staple' };
      const { acceptInvitation } = await ask<{ acceptInvitation: { accessToken: string } }>(
        graphUrl(),
        null,
        accept,
        { input },
      );
      const me = await ask(graphUrl(), acceptInvitation.accessToken, '{ me { email status } }');
      expect(me).toEqual({ me: { email: 'ops@example.org', status: 'ACTIVE' } });
    } finally {
      await client.end();
    }
  }, 120_000);

  it('end with code 0 on SIGTERM', async () => {
    const codes = await Promise.all(
      [...running].map(async ([name, one]) => [name, ...(await one.stop())]),
    );
    expect(codes).toEqual([...running.keys()].map((name) => [name, 0, null]));
  });

  it('have written nothing but the data that the gateway keeps', () => {
    for (const dockerfile of dockerfiles) {
      expect(imageFiles(imageOf(dockerfile))).toEqual(built.get(dockerfile));
    }
  });
});
