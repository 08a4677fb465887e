import { describe, expect, it } from '@jest/globals';
import { callerOf } from '../limits/testing/check.ts';
import { BEHAVIOURS, type Behaviour } from './testing/fault-server.ts';
import {
  http,
  LIMITS,
  OK,
  REFUSED,
  UNAVAILABLE,
  usePluginClients,
} from './testing/use-plugin-clients.ts';

const { start, clientOf } = usePluginClients();

describe('retries', () => {
  it('send a query once more, to another instance', async () => {
    const [good, bad] = [await start(), await start(BEHAVIOURS.cut)];
    for (const order of [
      [bad.url, good.url],
      [REFUSED, good.url],
    ]) {
      expect(await clientOf(http(...order)).send()).toBe(OK);
    }
    expect(bad.state.requests).toHaveLength(1);
  });

  it('send a query once more to the only instance, if it can’t have answered', async () => {
    const { url, state } = await start((request, response, body) => {
      const behaviour: Behaviour = state.requests.length === 1 ? BEHAVIOURS.reset : BEHAVIOURS.ok;
      behaviour(request, response, body);
    });
    expect(await clientOf(http(url)).send()).toBe(OK);
    expect(state.requests).toHaveLength(2);
    const slow = await start(BEHAVIOURS.hang);
    expect(await clientOf(http(slow.url)).send()).toBe(UNAVAILABLE);
    expect(slow.state.requests).toHaveLength(1);
  });

  it('never send a mutation again', async () => {
    const [good, bad] = [await start(), await start(BEHAVIOURS.reset)];
    expect(await clientOf(http(bad.url, good.url)).send(false)).toBe(UNAVAILABLE);
    expect([bad.state.requests.length, good.state.requests.length]).toEqual([1, 0]);
  });

  it('are a tenth of the requests', async () => {
    const bad = await start(BEHAVIOURS.reset);
    const { send } = clientOf(http(bad.url), { now: () => 0 });
    for (let i = 0; i < 100; i += 1) await send();
    expect(bad.state.requests.length).toBeLessThan(100);
  });
});

describe('the breaker', () => {
  it('opens at once on a refused connection, and closes after a good call 5 s later', async () => {
    let now = 0;
    const server = await start();
    const { client, send } = clientOf(http(REFUSED), { now: () => now });
    await send(false);
    expect(client.breakerStates().get('plugin-cms')).toBe('open');
    now = 5_000;
    expect(client.breakerStates().get('plugin-cms')).toBe('half-open');
    await send(false);
    expect(client.breakerStates().get('plugin-cms')).toBe('open');
    client.setPlugins([{ name: 'plugin-cms', sessionCookies: false, transport: http(server.url) }]);
    expect(await send()).toBe(OK);
  });

  it('opens at half of 20 calls failing, and spares the instance then', async () => {
    const { url, state } = await start(BEHAVIOURS.gateway);
    const { send } = clientOf(http(url), { now: () => 0 });
    for (let i = 0; i < 60; i += 1) await send(false);
    expect(state.requests).toHaveLength(20);
  });

  it('sends everything to the instances that are well', async () => {
    const [good, bad] = [await start(), await start(BEHAVIOURS.gateway)];
    const { send } = clientOf(http(bad.url, good.url), { now: () => 0 });
    const answers: string[] = [];
    for (let i = 0; i < 100; i += 1) answers.push(await send());
    expect(answers.filter((answer) => answer === OK).length).toBeGreaterThan(75);
    expect(bad.state.requests.length).toBeLessThanOrEqual(20);
  });
});

describe('balancing', () => {
  it('prefers the instance with the least outstanding requests', async () => {
    const [slow, fast] = [await start(BEHAVIOURS.hang), await start()];
    const { send } = clientOf(http(slow.url, fast.url), {
      limits: { ...LIMITS, timeoutMs: 5_000 },
    });
    const leaving = new AbortController();
    const stuck = send(true, callerOf({ signal: leaving.signal }));
    while (slow.state.requests.length === 0) await new Promise(setImmediate);
    for (let i = 0; i < 10; i += 1) expect(await send()).toBe(OK);
    expect(slow.state.requests).toHaveLength(1);
    leaving.abort();
    await stuck;
  });
});
