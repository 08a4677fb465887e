import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Tab } from './client.ts';
import { type Listener, listenOverSocket, listenOverSse } from './listen.ts';
import { createRegister, join, NEWCOMER } from './newcomer.ts';
import { type JourneyPlatform, startJourneyPlatform } from './platform.ts';
import { until } from './until.ts';

const CHANGED = `subscription {
  pluginChanged { name version status instances { id } lastRefusal { code } }
}`;
const register = createRegister();
let platform: JourneyPlatform;
const tabs = { admin: new Tab(''), foreigner: new Tab(''), viewer: new Tab('') };
const listeners: Listener[] = [];

beforeAll(async () => {
  platform = await startJourneyPlatform(undefined, register);
  const { url } = platform;
  Object.assign(tabs, { admin: new Tab(url), foreigner: new Tab(url), viewer: new Tab(url) });
  // The first sign-in loads the hashing library; on a busy machine that may outlast a plugin's 5 s.
  await until(async () => !(await tabs.admin.signIn('admin')).errors);
  await tabs.foreigner.signIn('admin', 'acme');
  await tabs.viewer.signIn('viewer');
}, 240_000);
afterAll(async () => {
  for (const listener of listeners) await listener.stop();
  await platform?.stop();
}, 60_000);

async function listen(tab: Tab, resumeFrom?: string): Promise<Listener> {
  const listener = listenOverSse(platform.url, tab, CHANGED, resumeFrom);
  listeners.push(listener);
  await until(listener.isOpen);
  return listener;
}

/** What a listener heard of the newcomer, in order. */
function heard(listener: Listener) {
  return listener
    .messages()
    .flatMap(({ data, extensions }) =>
      data?.pluginChanged ? [{ ...data.pluginChanged, extensions }] : [],
    )
    .filter((plugin) => 'name' in plugin && plugin.name === NEWCOMER) as {
    readonly version: string;
    readonly status: string;
    readonly instances: readonly unknown[];
    readonly lastRefusal: { readonly code: string } | null;
    readonly extensions?: { readonly cursor?: string };
  }[];
}
const said = (listener: Listener) =>
  heard(listener).map(
    ({ version, status, instances }) => `${version} ${status} ${instances.length}`,
  );
const hears = (listener: Listener, last: string) => until(() => said(listener).at(-1) === last);

describe('a subscriber to the plugins', () => {
  it('hears of each coming, refusal and going, and after a pause of all it missed', async () => {
    const [admin, foreigner] = [await listen(tabs.admin), await listen(tabs.foreigner)];
    const began = performance.now();
    const first = await join(platform, '0.1.0', 'ping: String');
    await hears(admin, '0.1.0 READY 1');
    process.stdout.write(`heard ${Math.round(performance.now() - began)} ms after it began\n`);
    expect((await tabs.admin.ask('{ ping }')).errors).toBeUndefined();
    await hears(foreigner, '0.1.0 READY 1');
    const cursor = heard(admin).at(-1)?.extensions?.cursor;
    expect(cursor).toEqual(expect.any(String));
    await admin.stop();

    const refused = await join(platform, '0.2.0', 'posts: String');
    await hears(foreigner, '0.1.0 REFUSED 2');
    expect(heard(foreigner).at(-1)?.lastRefusal?.code).toEqual(expect.any(String));
    await refused.stop();
    await hears(foreigner, '0.1.0 READY 1');
    await first.stop();
    await hears(foreigner, '0.1.0 UNAVAILABLE 0');

    const resumed = await listen(tabs.admin, cursor);
    const cursors = (listener: Listener) =>
      heard(listener).map(({ extensions }) => extensions?.cursor);
    const all = cursors(foreigner);
    const missed = all.slice(all.indexOf(cursor) + 1);
    await until(() => cursors(resumed).length >= missed.length);
    expect(cursors(resumed)).toEqual(missed);
    expect(missed.length).toBeGreaterThanOrEqual(3);
    expect(said(resumed).at(-1)).toBe('0.1.0 UNAVAILABLE 0');
    const stranger = listenOverSse(
      platform.url,
      tabs.admin,
      'subscription { postCreated { id } }',
      cursor,
    );
    listeners.push(stranger);
    await until(() => stranger.messages().length > 0);
    expect(stranger.messages()).toMatchObject([
      { errors: [{ extensions: { code: 'CURSOR_INVALID' } }] },
    ]);
  }, 240_000);

  it('hears once of one that may no longer join, which is gone from the list though it lives', async () => {
    const admin = await listen(tabs.admin);
    const living = await join(platform, '0.3.0', 'ping: String');
    await hears(admin, '0.3.0 READY 1');
    register.names.delete(NEWCOMER);
    const other = platform.plugins[0];
    await other?.announce('plugin:stopped', { plugin: NEWCOMER, instanceId: randomUUID() });
    await hears(admin, '0.3.0 UNAVAILABLE 0');
    const { data } = await tabs.admin.ask('{ plugins { name } }');
    expect(data.plugins.map(({ name }: { name: string }) => name)).not.toContain(NEWCOMER);
    expect((await tabs.admin.ask('{ ping }')).errors?.[0]?.extensions?.code).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
    await living.stop();
  }, 240_000);

  it('needs the permission, and is refused at once without it', async () => {
    const { url } = platform;
    const over = [
      listenOverSse(url, tabs.viewer, CHANGED),
      listenOverSocket(url, tabs.viewer, CHANGED),
    ];
    listeners.push(...over);
    for (const { messages } of over) {
      await until(() => messages().length > 0);
      expect(messages()).toMatchObject([{ errors: [{ extensions: { reason: 'FORBIDDEN' } }] }]);
    }
  }, 60_000);
});
