import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ask } from '../../scripts/clone/graphql-client.ts';
import { writeComposeSecrets } from '../../scripts/compose/write-compose-secrets.ts';
import { freePort, freePortBase } from '../../scripts/embedded/free-port.ts';
import { readPluginFolders } from '../../scripts/plugin-folders.ts';
import { buildContext } from './support/build-context.ts';
import { type BuiltImage, createBuilder } from './support/build-image.ts';
import { type ComposeContainer, composeContainers } from './support/compose-environment.ts';
import { parseDockerfile } from './support/parse-dockerfile.ts';
import { type RunningContainer, runContainer } from './support/run-container.ts';
import { startStores } from './support/start-stores.ts';

/** A Docker engine is not needed: each Dockerfile's steps run in a clean folder, and what they make is started. */
const LIMIT_MS = 1_200_000;
const HEALTHY_MS = 240_000;
const scratch = mkdtempSync(join(tmpdir(), 'gestas-containers-'));
chmodSync(scratch, 0o755); // as root, PostgreSQL runs under another account
const dockerfiles = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*Dockerfile'], {
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .sort();
const manifests = readPluginFolders('subgraphs').map(({ manifest }) => manifest);
const build = createBuilder('.', scratch);
const images = new Map<string, BuiltImage>();
const built = new Map<string, readonly string[]>();
const running = new Map<string, RunningContainer>();
const ports = new Map<string, { readonly inside: number; readonly here: number }>();
let stores: Awaited<ReturnType<typeof startStores>>;
let containers: readonly ComposeContainer[];

beforeAll(async () => {
  execFileSync('cp', ['-r', '--parents', ...manifestFiles(), scratch]);
  const { folder } = writeComposeSecrets(scratch);
  containers = composeContainers(scratch);
  stores = await startStores(join(scratch, 'data'), folder);
  const base = await freePortBase();
  for (const { name, port } of manifests)
    ports.set(name, { inside: port, here: base + port - 3000 });
  for (const [name, inside] of Object.entries({
    gateway: 3000,
    frontend: 5173,
    dispatcher: 3009,
  })) {
    ports.set(name, { inside, here: await freePort() });
  }
  for (const dockerfile of dockerfiles) {
    images.set(dockerfile, build(dockerfile));
    built.set(dockerfile, filesOf(dockerfile));
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

const imageOf = ({ dockerfile }: ComposeContainer): BuiltImage => {
  const image = images.get(dockerfile);
  if (!image) throw new Error(`${dockerfile} was not built.`);
  return image;
};

/** A container's environment with each address of the compose network as it is on this machine. */
function envHere({ env }: ComposeContainer): Record<string, string> {
  const here = (name: string) => ports.get(name)?.here;
  const addresses = { ...stores.addresses, 'gateway:3000': `localhost:${here('gateway')}` };
  const replaced = Object.entries(env).map(([name, value]) => {
    const text = Object.entries(addresses).reduce((all, [a, b]) => all.replaceAll(a, b), value);
    return [name, text] as const;
  });
  const [plugin] = manifests;
  const base = (here(plugin?.name ?? '') ?? 0) - (plugin?.port ?? 0) + 3000;
  return {
    ...Object.fromEntries(replaced),
    PLUGIN_PORT_BASE: String(base),
    PLUGIN_HOST: 'localhost',
    ROUTER_PLUGIN_HOSTS: 'localhost',
    ROUTER_PORT: String(here('gateway')),
    WEB_PORT: String(here('frontend')),
    DISPATCHER_PORT: String(here('dispatcher')),
  };
}

/** The graph behind the web client's server. */
const graphUrl = () => `http://localhost:${ports.get('frontend')?.here}/graphql`;

function container(name: string): ComposeContainer {
  const found = containers.find((one) => one.name === name);
  if (!found) throw new Error(`docker-compose.yml builds no ${name}.`);
  return found;
}

function start(name: string, args: readonly string[] = []): RunningContainer {
  const one = container(name);
  return runContainer(imageOf(one), envHere(one), ports.get(name) ?? null, args);
}

async function untilHealthy(name: string): Promise<void> {
  const one = running.get(name);
  const until = Date.now() + HEALTHY_MS;
  while (!one?.isHealthy()) {
    if (one?.hasEnded() || Date.now() > until) {
      throw new Error(`${name} is not healthy:\n${one?.output()}`);
    }
    await delay(100);
  }
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
    const { folder } = images.get(dockerfile) ?? { folder: '' };
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
    for (const name of names) await untilHealthy(name);
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
      expect(filesOf(dockerfile)).toEqual(built.get(dockerfile));
    }
  });
});

/** The files of an image, without what lies in its folder `data`. */
function filesOf(dockerfile: string): readonly string[] {
  const files = readdirSync(images.get(dockerfile)?.folder ?? '', { recursive: true }).map(String);
  // Building other images on the same first stage leaves Vite's folder for temporary files in it.
  const isOwn = (file: string) => !file.startsWith('data/') && !file.endsWith('.vite-temp');
  return files.filter(isOwn).sort();
}
