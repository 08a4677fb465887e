import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { listen } from '../testing/listen.ts';
import { faulty, statuses, useDoctorFolder } from '../testing/use-doctor-folder.ts';
import { checkDataFolder } from './check-data-folder.ts';
import { checkMachine } from './check-machine.ts';
import { checkPackages } from './check-packages.ts';
import { checkPorts } from './check-ports.ts';

const { at, site } = useDoctorFolder();

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
    expect(checkPackages(site({}, { root: at() }))).toMatchObject([
      { status: 'fail', mend: 'Run npm install.' },
    ]);
  });

  it('that differ from the lock file are named', () => {
    mkdirSync(at('node_modules'), { recursive: true });
    const lock = (version: string) =>
      JSON.stringify({
        packages: { 'node_modules/zod': { version }, 'node_modules/pg': { version: '1.0.0' } },
      });
    writeFileSync(at('node_modules/.package-lock.json'), lock('4.0.0'));
    writeFileSync(at('package-lock.json'), lock('4.6.7'));
    expect(checkPackages(site({}, { root: at() }))[0]).toMatchObject({
      status: 'fail',
      says: 'differ from package-lock.json: zod',
    });
  });

  it('of this checkout are as locked', () => {
    expect(statuses(checkPackages(site()))).toMatchObject({ packages: 'ok', generated: 'ok' });
  });
});

describe('ports', () => {
  it('that are taken are told with who has them and how to mend it', async () => {
    const server = createServer();
    const port = await listen(server);
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
    const port = await listen(server);
    const dataFolder = at('running');
    mkdirSync(dataFolder);
    writeFileSync(at('running', 'start.lock'), `${process.pid} 123`);
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
    const dataFolder = at('file');
    writeFileSync(dataFolder, '');
    expect(checkDataFolder(site({}, { dataFolder }))).toMatchObject([
      { status: 'fail', mend: expect.stringContaining('GESTAS_DATA_DIR') },
    ]);
  });
});
