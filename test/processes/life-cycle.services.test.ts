import { once } from 'node:events';
import { createRegistryReader, leaseKey, type PluginStatus } from '@gestas/sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../packages/sdk/src/events/testing/wait-until.ts';
import { ask, signIn } from '../../scripts/clone/graphql-client.ts';
import { freePort } from '../../scripts/embedded/free-port.ts';
import { type Cluster, type Member, openCluster } from './support/cluster.ts';
import { type LoadReport, startSteadyLoad } from './support/steady-load.ts';

const PATIENCE_MS = 180_000;
const READERS = 8;
const PLUGINS = '{ plugins { name status instances { id url lastHeartbeatAt } } }';

type Shown = { name: string; status: PluginStatus; instances: { id: string; url: string }[] };

let cluster: Cluster;
let admin = '';
let editor = '';
const cms: Member[] = [];

const shownCms = async () => {
  const { plugins } = await ask<{ plugins: Shown[] }>(cluster.url, admin, PLUGINS);
  return plugins.find(({ name }) => name === 'plugin-cms');
};
const untilStatus = (status: PluginStatus, instances: number) =>
  waitUntil(async () => {
    const shown = await shownCms();
    return shown?.status === status && shown.instances.length === instances;
  }, PATIENCE_MS);
const isReady = async (plugin: string) =>
  (await createRegistryReader(cluster.keyValue).find(plugin))?.status === 'READY';
const addCms = async () => void cms.push(cluster.startPlugin('cms', await freePort()));

/** Fails with what the router said, when anything failed. */
function expectWhole({ failures }: LoadReport): void {
  if (failures.length === 0) return;
  const said = cluster
    .output()
    .split('\n')
    .filter((line) => /"level":"(WARN|ERROR)"/.test(line));
  throw new Error([`${failures.length} failed`, failures[0], ...said.slice(-30)].join('\n'));
}

beforeAll(async () => {
  cluster = await openCluster(['auth', 'system', 'cms']);
  cluster.startRouter();
  cluster.startPlugin('auth');
  cluster.startPlugin('system');
  cms.push(cluster.startPlugin('cms'));
  try {
    for (const name of ['plugin-auth', 'plugin-system', 'plugin-cms']) {
      await waitUntil(() => isReady(name), PATIENCE_MS);
    }
    await addCms();
    await addCms();
    admin = await signIn(cluster.url, 'admin@demo.test');
    editor = await signIn(cluster.url, 'editor@demo.test');
    await untilStatus('READY', 3);
  } catch (error) {
    throw new Error(cluster.output().slice(-8_000), { cause: error });
  }
}, 420_000);
afterAll(() => cluster.stop(), 60_000);

describe('three instances of a plugin under steady load', () => {
  it('lose no query when one is killed', async () => {
    const load = startSteadyLoad(cluster.url, editor, READERS);
    await waitUntil(() => load.answered() > 50, PATIENCE_MS);
    const [killed] = cms.splice(0, 1);
    killed?.child.kill('SIGKILL');
    await untilStatus('DEGRADED', 3);
    const before = load.answered();
    await waitUntil(() => load.answered() > before + 50, PATIENCE_MS);
    const report = await load.end();
    expectWhole(report);
  }, 300_000);

  it('lose neither query nor mutation when one is stopped', async () => {
    const load = startSteadyLoad(cluster.url, editor, READERS, true);
    await waitUntil(() => load.answered() > 50, PATIENCE_MS);
    const [stopped] = cms.splice(0, 1);
    const exited = stopped && once(stopped.child, 'exit');
    stopped?.child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    await untilStatus('DEGRADED', 2);
    const before = load.answered();
    await waitUntil(() => load.answered() > before + 50, PATIENCE_MS);
    const report = await load.end();
    expectWhole(report);
    expect(report.mutations).toBeGreaterThan(0);
  }, 300_000);

  it('answer on through a flushed Redis, and are registered again within a heartbeat', async () => {
    const load = startSteadyLoad(cluster.url, editor, READERS);
    const known = await shownCms();
    await cluster.redis.command('FLUSHALL');
    const leases = () =>
      Promise.all(
        (known?.instances ?? []).map(({ id }) => cluster.keyValue.get(leaseKey('plugin-cms', id))),
      );
    await waitUntil(async () => (await leases()).some((lease) => lease !== null), 60_000);
    await untilStatus('DEGRADED', 2);
    const report = await load.end();
    expectWhole(report);
    expect(report.queries).toBeGreaterThan(50);
  }, 300_000);
});

describe('a plugin with no instance left', () => {
  it('answers PLUGIN_UNAVAILABLE for its own fields only, and is back with the next instance', async () => {
    for (const { child } of cms.splice(0)) child.kill('SIGKILL');
    const query = '{ me { name } post(id: "x") { title } }';
    const answer = async () => {
      const response = await fetch(cluster.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${editor}` },
        body: JSON.stringify({ query }),
      });
      return (await response.json()) as { data: unknown; errors?: { extensions: unknown }[] };
    };
    const partial = await waitUntil(async () => {
      const given = await answer();
      return given.errors ? given : null;
    }, PATIENCE_MS);
    expect(partial?.data).toEqual({ me: { name: 'Eva Editor' }, post: null });
    expect(partial?.errors?.[0]?.extensions).toMatchObject({
      code: 'PLUGIN_UNAVAILABLE',
      plugin: 'plugin-cms',
    });
    await waitUntil(async () => (await shownCms())?.status === 'UNAVAILABLE', PATIENCE_MS);
    await addCms();
    await waitUntil(async () => (await answer()).errors === undefined, PATIENCE_MS);
  }, 300_000);
});

it('tells the platform’s own tenant who came and went', async () => {
  const rows = await cluster.database.query<{ name: string; data: { plugin: string } }>(
    `SELECT o.name, o.data FROM app.outbox o JOIN platform_control.tenants t ON t.id = o.tenant_id
     WHERE t.slug = 'platform' AND o.position IS NOT NULL ORDER BY o.position`,
  );
  const told = rows.map(({ name, data }) => `${name} ${data.plugin}`);
  expect(
    told.filter((one) => one === 'plugin:registered plugin-cms').length,
  ).toBeGreaterThanOrEqual(3);
  expect(told).toContain('plugin:stopped plugin-cms');
});
