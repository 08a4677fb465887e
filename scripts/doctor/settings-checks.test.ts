import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { listen } from '../testing/listen.ts';
import { faulty, statuses, useDoctorFolder } from '../testing/use-doctor-folder.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkProviders } from './check-providers.ts';
import { checkQdrant } from './check-qdrant.ts';
import { checkRedis } from './check-redis.ts';
import { checkSecrets } from './check-secrets.ts';
import { runChecks } from './run-checks.ts';

const { at, site } = useDoctorFolder();

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

describe('secrets', () => {
  const siteOf = (name: string) => site({}, { root: at(), dataFolder: at(name) });
  const write = (name: string, text: string, mode: number) => {
    mkdirSync(at(name), { recursive: true });
    writeFileSync(at(name, 'master.secret'), text);
    chmodSync(at(name, 'master.secret'), mode);
  };

  it('are made by the first start', () => {
    expect(checkSecrets(siteOf('none'))).toMatchObject([{ status: 'ok' }]);
  });

  it('that are too short are a fault, and those that others can read are told', () => {
    write('short', 'abcd', 0o600);
    expect(checkSecrets(siteOf('short'))).toMatchObject([{ status: 'fail' }]);
    write('open', 'ab'.repeat(32), 0o644);
    expect(checkSecrets(siteOf('open'))).toMatchObject([{ status: 'warn' }]);
    write('good', 'ab'.repeat(32), 0o600);
    expect(checkSecrets(siteOf('good'))).toMatchObject([{ status: 'ok' }]);
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
    const { [name]: found } = statuses(
      checkSecrets({ ...siteOf('none'), source: { [name]: value } }),
    );
    expect(found).toBe(status);
    expect(
      JSON.stringify(checkSecrets({ ...siteOf('none'), source: { [name]: value } })),
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
    const server = createServer(({ headers, url }, response) => {
      const key = url === '/collections' ? headers['api-key'] : headers.authorization?.slice(7);
      response.writeHead(key === 'right' ? 200 : 401).end('{}');
    });
    const origin = `http://127.0.0.1:${await listen(server)}`;
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
