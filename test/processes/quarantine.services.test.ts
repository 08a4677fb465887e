import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, signIn } from '../../scripts/clone/graphql-client.ts';
import { type Platform, startPlatform } from '../web/platform.ts';
import { type HotFolder, makeHotFolder } from './support/hot-folder.ts';
import { makeSabotage, type Sabotage } from './support/sabotage.ts';
import { startSteadyLoad } from './support/steady-load.ts';

const PATIENCE_MS = 180_000;
const TEST_MS = 400_000;
const PAUSE_MS = 200;
/** So many answers of the load are seen while the plugin is wrong. */
const OTHERS = 100;
/** The router gives up after 30 s. */
const ROUTER_LIMIT_MS = 35_000;
const PLUGIN = 'plugin-productos';
const MIXED = '{ me { name } producto(id: "0190a5c0-0000-7000-8000-000000000000") { nombre } }';
const PLUGINS = '{ plugins { name status quarantine { reason } } }';
const SET = `mutation ($input: SetPluginEnabledInput!) {
  setPluginEnabled(input: $input) { plugin { status } }
}`;

type Answer = {
  readonly data: unknown;
  readonly errors?: readonly { readonly extensions: { code: string; plugin?: string } }[];
};
type Shown = { name: string; status: string; quarantine: { reason: string } | null };

const sabotage = makeSabotage();
let folder: HotFolder;
let platform: Platform;
let load: ReturnType<typeof startSteadyLoad>;
let admin = '';

beforeAll(async () => {
  folder = makeHotFolder();
  platform = await startPlatform({
    GESTAS_EXTRA_PLUGINS: folder.plugins,
    GESTAS_PLUGIN_MEMORY_MB: '450',
    GESTAS_PLUGIN_SILENCE_MS: '9000',
    PRODUCTOS_SABOTAGE: sabotage.file,
  });
  admin = await signIn(platform.routerUrl, 'admin@demo.test');
  await folder.create('productos', 'nombre:String');
  sabotage.infect(folder);
  await isWhole();
}, 400_000);
beforeEach(async () => {
  admin = await signIn(platform.routerUrl, 'admin@demo.test');
  load = startSteadyLoad(platform.routerUrl, admin, 1);
}, 60_000);
afterEach(async () => {
  sabotage.set('none');
  const { answered, end } = load;
  await until('the load stands', () => answered() > OTHERS);
  expect((await end()).failures).toEqual([]);
}, 60_000);
afterAll(async () => {
  await platform?.stop();
  folder.remove();
  sabotage.remove();
}, 60_000);

/** One request; fails when the router takes longer than its own limit. */
async function answer(): Promise<Answer> {
  const response = await fetch(platform.routerUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
    body: JSON.stringify({ query: MIXED }),
    signal: AbortSignal.timeout(ROUTER_LIMIT_MS),
  });
  return (await response.json()) as Answer;
}

async function until(what: string, condition: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > deadline)
      throw new Error(`${what}\n${platform.output().slice(-6_000)}`);
    await delay(PAUSE_MS);
  }
}

const says = (text: string) => until(`not said: ${text}`, () => platform.output().includes(text));
const isWhole = () =>
  until('it did not recover', async () => {
    const { errors, data } = await answer().catch((): Answer => ({ data: null }));
    return data !== null && errors === undefined;
  });
const shown = async () => {
  const { plugins } = await ask<{ plugins: Shown[] }>(platform.routerUrl, admin, PLUGINS);
  return plugins.find(({ name }) => name === PLUGIN);
};
/** A busy store is asked again. */
const isShown = (...statuses: readonly string[]) =>
  until(`not shown: ${statuses}`, async () => {
    const { status = '' } = (await shown().catch(() => undefined)) ?? {};
    return statuses.includes(status);
  });
/** Processes that died a short while ago are shown with it. */
const isBack = () => isWhole().then(() => isShown('READY', 'DEGRADED'));

/** Has it go wrong; the rest of a query is answered, and its own part is an error of this kind. */
async function goesWrong(how: Sabotage, code: string): Promise<void> {
  sabotage.set(how);
  await until(`no ${code}`, async () => (await answer()).errors?.[0]?.extensions.code === code);
  const { data, errors } = await answer();
  expect(data).toEqual({ me: { name: 'Ada Admin' }, producto: null });
  expect(errors).toHaveLength(1);
  expect(errors?.[0]?.extensions).toMatchObject({ code, plugin: PLUGIN });
  await othersAnswer();
}

/** The load goes on, and is whole, while the plugin is asked too. */
async function othersAnswer(): Promise<void> {
  const before = load.answered();
  await until('the load stands', async () => {
    await answer();
    return load.answered() > before + OTHERS;
  });
}

describe('while one plugin goes wrong, others answer whole, and it comes back:', () => {
  it.each([
    ['garbage', 'plugin answer is not a GraphQL response'],
    ['huge', '"failure":"oversized"'],
  ] as const)(
    'one that answers %s',
    async (how, words) => {
      await goesWrong(how, 'PLUGIN_ANSWER_INVALID');
      await says(words);
      await isShown('READY');
      sabotage.set('none');
      await isBack();
    },
    TEST_MS,
  );

  it(
    'one that registers without end is quarantined, and let in by an operator alone',
    async () => {
      await goesWrong('flood', 'PLUGIN_UNAVAILABLE');
      await says('plugin is quarantined');
      await isShown('QUARANTINED');
      sabotage.set('none');
      const input = { plugin: PLUGIN, enabled: true };
      const byTenant = ask(platform.routerUrl, admin, SET, { input });
      await expect(byTenant).rejects.toThrow('FORBIDDEN');
      const operator = await signIn(platform.routerUrl, 'root@platform.test');
      await ask(platform.routerUrl, operator, SET, { input });
      await isBack();
    },
    TEST_MS,
  );

  it(
    'one that takes too much memory is ended and started again',
    async () => {
      sabotage.set('memory');
      await says('MB of memory, and may use 450');
      sabotage.set('none');
      await isBack();
    },
    TEST_MS,
  );

  it(
    'one that crashes again and again is quarantined, until its folder changes',
    async () => {
      await goesWrong('crash', 'PLUGIN_UNAVAILABLE');
      await says(`quarantined ${PLUGIN} until its folder changes`);
      await isShown('QUARANTINED');
      await until('no reason', async () => {
        const { reason = '' } = (await shown().catch(() => undefined))?.quarantine ?? {};
        return /four times within a minute: Error: sabotage/.test(reason);
      });
      expect((await answer()).errors?.[0]?.extensions.code).toBe('PLUGIN_UNAVAILABLE');
      sabotage.set('none');
      folder.edit('productos/src/index.ts', (text) => `${text}\n// mended\n`);
      await isBack();
    },
    TEST_MS,
  );

  it(
    'one that hangs is ended and started again',
    async () => {
      await goesWrong('hang', 'PLUGIN_UNAVAILABLE');
      await says('it no longer answered');
      sabotage.set('none');
      await isBack();
    },
    TEST_MS,
  );
});
