import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkDataFolder } from './check-data-folder.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkMachine } from './check-machine.ts';
import { checkPackages } from './check-packages.ts';
import { checkPorts } from './check-ports.ts';
import { checkProviders } from './check-providers.ts';
import { checkQdrant } from './check-qdrant.ts';
import { checkRedis } from './check-redis.ts';
import { checkSecrets } from './check-secrets.ts';
import type { Finding, Site } from './finding.ts';
import { runChecks } from './run-checks.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gestas-doctor-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const site = (source: Site['source'] = {}, changes: Partial<Site> = {}): Site => ({
  source,
  root: '.',
  dataFolder: join(folder, 'data'),
  ...changes,
});
const statuses = (findings: readonly Finding[]) =>
  Object.fromEntries(findings.map(({ name, status }) => [name, status]));
const faulty = (findings: readonly Finding[]) => findings.filter(({ status }) => status !== 'ok');

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, () => resolve()));
  return (server.address() as AddressInfo).port;
}

describe('the machine', () => {
  const GB = 1024 ** 3;
  const good = { node: '24.1.0', cores: 4, memoryBytes: 8 * GB, diskBytes: 50 * GB };

  it('is well with enough of everything', () => {
    expect(faulty(checkMachine(site(), good))).toEqual([]);
  });

  it.each([
    ['node', { node: '20.18.3' }, 'fail'],
    ['node', { node: '18.20.0' }, 'fail'],
    ['node', { node: '20.19.0' }, 'ok'],
    ['cores', { cores: 1 }, 'warn'],
    ['memory', { memoryBytes: GB }, 'warn'],
    ['disk', { diskBytes: GB }, 'warn'],
    ['disk', { diskBytes: GB / 4 }, 'fail'],
  ])('says of %s with %j: %s', (name, change, status) => {
    expect(statuses(checkMachine(site(), { ...good, ...change }))).toMatchObject({
      [name]: status,
    });
  });

  it('is this one when none is given', () => {
    expect(checkMachine(site())[0]?.says).toBe(`Node ${process.versions.node}`);
  });
});

describe('packages', () => {
  it('that are not installed are a fault', () => {
    expect(checkPackages(site({}, { root: folder }))).toMatchObject([
      { status: 'fail', mend: 'Run npm install.' },
    ]);
  });

  it('that differ from the lock file are named', () => {
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    const lock = (version: string) =>
      JSON.stringify({
        packages: { 'node_modules/zod': { version }, 'node_modules/pg': { version: '1.0.0' } },
      });
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), lock('4.0.0'));
    writeFileSync(join(folder, 'package-lock.json'), lock('4.6.7'));
    expect(checkPackages(site({}, { root: folder }))[0]).toMatchObject({
      status: 'fail',
      says: 'differ from package-lock.json: zod',
    });
  });

  it('of this checkout are as locked', () => {
    expect(statuses(checkPackages(site()))).toMatchObject({ packages: 'ok', generated: 'ok' });
  });
});

describe('the environment', () => {
  it('is told with all its faults', () => {
    const [finding] = checkEnvironment(site({ DATABASE_URL: 'mysql://x', ROUTER_PORT: 'many' }));
    expect(finding).toMatchObject({ status: 'fail' });
    expect(finding?.says).toMatch(/ROUTER_PORT must be .* DATABASE_URL must be like postgresql/);
  });

  it('may be empty', () => {
    expect(checkEnvironment(site())).toMatchObject([{ status: 'ok', says: 'valid, development' }]);
  });
});

describe('ports', () => {
  it('that are taken are told with who has them and how to mend it', async () => {
    const server = createServer();
    const port = await listening(server);
    const findings = await checkPorts(site({ ROUTER_PORT: String(port), WEB_PORT: '0' }));
    await new Promise((resolve) => server.close(resolve));
    const finding = findings.find(({ name }) => name === `port ${port}`);
    expect(finding).toMatchObject({
      status: 'fail',
      mend: expect.stringContaining('or set ROUTER_PORT'),
    });
    if (process.platform === 'linux') expect(finding?.says).toContain(`process ${process.pid} (`);
  });

  it('of the platform that runs on this data folder are well', async () => {
    const server = createServer();
    const port = await listening(server);
    const dataFolder = join(folder, 'running');
    mkdirSync(dataFolder);
    writeFileSync(join(dataFolder, 'start.lock'), `${process.pid} 123`);
    const findings = await checkPorts(site({ WEB_PORT: String(port) }, { dataFolder }));
    await new Promise((resolve) => server.close(resolve));
    if (process.platform !== 'linux') return expect(findings.length).toBeGreaterThan(0);
    expect(findings).toContainEqual({ name: `port ${port}`, status: 'ok', says: 'web runs on it' });
  });
});

describe('the data folder', () => {
  it('is made by the first start, where its parent can be written', () => {
    expect(checkDataFolder(site())).toMatchObject([{ status: 'ok' }]);
  });

  it('is a fault when it is a file', () => {
    const dataFolder = join(folder, 'file');
    writeFileSync(dataFolder, '');
    expect(checkDataFolder(site({}, { dataFolder }))).toMatchObject([
      { status: 'fail', mend: expect.stringContaining('GESTAS_DATA_DIR') },
    ]);
  });
});

describe('secrets', () => {
  const at = (name: string) => site({}, { root: folder, dataFolder: join(folder, name) });
  const write = (name: string, text: string, mode: number) => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'master.secret'), text);
    chmodSync(join(folder, name, 'master.secret'), mode);
  };

  it('are made by the first start', () => {
    expect(checkSecrets(at('none'))).toMatchObject([{ status: 'ok' }]);
  });

  it('that are too short are a fault, and those that others can read are told', () => {
    write('short', 'abcd', 0o600);
    expect(checkSecrets(at('short'))).toMatchObject([{ status: 'fail' }]);
    write('open', 'ab'.repeat(32), 0o644);
    expect(checkSecrets(at('open'))).toMatchObject([{ status: 'warn' }]);
    write('good', 'ab'.repeat(32), 0o600);
    expect(checkSecrets(at('good'))).toMatchObject([{ status: 'ok' }]);
  });

  it.each([
    ['CMS_TENANT_KEY', 'ab'.repeat(31), 'fail'],
    ['CMS_TENANT_KEY', 'ab'.repeat(32), 'ok'],
    ['AUTH_REFRESH_KEY', 'not hex', 'fail'],
    ['GESTAS_ROUTER_KEY', '{"d":"c2hvcnQ"}', 'fail'],
    ['GESTAS_ROUTER_KEY', `{"d":"${'A'.repeat(43)}"}`, 'ok'],
    ['AUTH_SIGNING_KEYS', `[{"d":"${'A'.repeat(43)}"},{"d":"AA"}]`, 'fail'],
    ['AUTH_SIGNING_KEYS', 'no json', 'fail'],
  ])('in %s are measured: %s is %s, and never said', (name, value, status) => {
    const { [name]: found } = statuses(checkSecrets({ ...at('none'), source: { [name]: value } }));
    expect(found).toBe(status);
    expect(
      JSON.stringify(checkSecrets({ ...at('none'), source: { [name]: value } })),
    ).not.toContain(value);
  });
});

describe('stores and providers elsewhere', () => {
  it('that do not answer are told, each with its variable', async () => {
    const nobody = 'http://127.0.0.1:1';
    expect(await checkRedis(site({ REDIS_URL: 'redis://127.0.0.1:1' }))).toMatchObject([
      { status: 'fail', mend: expect.stringContaining('REDIS_URL') },
    ]);
    expect(await checkQdrant(site({ QDRANT_URL: nobody }))).toMatchObject([
      { status: 'fail', mend: expect.stringContaining('QDRANT_URL') },
    ]);
    const providers = await checkProviders(site({ AI_OPENAI_BASE_URL: `${nobody}/v1` }));
    expect(providers[0]).toMatchObject({
      status: 'warn',
      mend: expect.stringContaining('AI_OPENAI_BASE_URL'),
    });
  });

  it('are asked with their keys, which a wrong one does not get past', async () => {
    const server = createHttpServer(({ headers, url }, response) => {
      const key = url === '/collections' ? headers['api-key'] : headers.authorization?.slice(7);
      response.writeHead(key === 'right' ? 200 : 401).end('{}');
    });
    const origin = `http://127.0.0.1:${await listening(server)}`;
    const ask = async (key: string) => [
      ...(await checkQdrant(site({ QDRANT_URL: origin, QDRANT_API_KEY: key }))),
      ...(await checkProviders(
        site({ AI_OPENAI_BASE_URL: `${origin}/v1`, AI_OPENAI_API_KEY: key }),
      )),
    ];
    expect((await ask('right')).map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect((await ask('wrong')).map(({ status }) => status)).toEqual(['fail', 'warn', 'ok', 'ok']);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('may be missing', async () => {
    expect(faulty(await checkQdrant(site()))).toEqual([]);
    const providers = await checkProviders(site());
    expect(faulty(providers)).toEqual([]);
    for (const { says } of providers) expect(says).toContain('never run against the real one');
    expect(await checkRedis(site({ GESTAS_REDIS: 'off' }))).toMatchObject([{ status: 'ok' }]);
  });
});

describe('running them', () => {
  it('turns a check that throws into a fault, and goes on', async () => {
    const told: string[] = [];
    const checks = {
      broken: () => {
        throw new Error('no such thing');
      },
      fine: () => [{ name: 'fine', status: 'ok', says: 'well' } as const],
    };
    const found = await runChecks(checks, site(), ({ name }) => told.push(name));
    expect(statuses(found)).toEqual({ broken: 'fail', fine: 'ok' });
    expect(found[0]?.says).toContain('no such thing');
    expect(told).toEqual(['broken', 'fine']);
  });
});
