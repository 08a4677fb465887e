import { randomUUID } from 'node:crypto';
import {
  createLeaseSigner,
  createLogger,
  HEARTBEAT_MS,
  LEASE_MS,
  type Lease,
  leaseKey,
} from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { createHostRule } from './create-host-rule.ts';
import { createLeaseBook, type LeaseBookOptions } from './create-lease-book.ts';

const START = Date.UTC(2026, 10, 24, 12);
const pair = await generateKeyPair('EdDSA', { extractable: true });
const [own, enrolled] = [await exportJWK(pair.privateKey), await exportJWK(pair.publicKey)];

function openBook(hosts?: readonly string[], onEnd?: LeaseBookOptions['onEnd']) {
  const clock = { now: START };
  const reasons: string[] = [];
  const logger = createLogger('test', 'warn', {
    write: (line) => void reasons.push(String(JSON.parse(line).reason)),
  });
  const findKey = async (plugin: string) => (plugin.startsWith('plugin-') ? enrolled : null);
  const book = createLeaseBook({
    findKey,
    logger,
    now: () => clock.now,
    isAllowedUrl: hosts && createHostRule(hosts),
    onEnd,
  });
  const signer = (plugin: string) => createLeaseSigner(plugin, own, () => clock.now);
  const store = new Map<string, string>();
  /** Stores a lease of an instance as it would itself, and has the book read. */
  async function put(given: Partial<Lease> = {}) {
    const lease = { ...SAMPLE, startedAt: clock.now, ...given };
    store.set(leaseKey(lease.plugin, lease.instanceId), await signer(lease.plugin)(lease));
    await book.read(store);
    return store.get(leaseKey(lease.plugin, lease.instanceId)) ?? '';
  }
  const live = () => book.instances().map(({ id, isLive }) => `${names.get(id)} ${isLive}`);
  return { clock, reasons, book, store, put, live };
}
const [A, B] = [randomUUID(), randomUUID()];
const names = new Map<string, string>([
  [A, 'A'],
  [B, 'B'],
]);
const SAMPLE = {
  plugin: 'plugin-cms',
  instanceId: A,
  url: 'http://localhost:3002/graphql',
  contentHash: 'a'.repeat(64),
  sequence: 1,
  state: 'live' as const,
};

describe('the lease book', () => {
  it('stays small, and keeps who serves, when a plugin registers instance after instance', async () => {
    const { clock, put, book, store } = openBook();
    await put({ plugin: 'plugin-cms', url: 'http://localhost:4002/graphql' });
    const others = Array.from({ length: 450 }, () => randomUUID());
    for (const [at, instanceId] of others.entries()) {
      const key = leaseKey('plugin-cms', instanceId);
      const sign = createLeaseSigner('plugin-cms', own, () => clock.now);
      store.set(key, await sign({ ...SAMPLE, instanceId, startedAt: clock.now + at }));
      if (at % 150 === 149) await book.read(store);
    }
    expect(book.instances().map(({ id }) => id)).toEqual([A, others.at(-1)]);
  });

  it('tells once of each instance that ended without a word', async () => {
    const ended: string[] = [];
    const { clock, put, book } = openBook(undefined, ({ id }) => ended.push(names.get(id) ?? ''));
    await put();
    clock.now += 1;
    await put({ instanceId: B });
    expect(ended).toEqual(['A']);
    book.bury(B);
    book.bury(B);
    book.bury(randomUUID());
    expect(ended).toEqual(['A', 'B']);
    expect(book.suspects()).toHaveLength(1);
  });

  it('keeps an instance through two missed heartbeats, not three, and forgets it later', async () => {
    const { clock, put, live, book, store } = openBook();
    await put();
    clock.now += HEARTBEAT_MS;
    await put({ sequence: 2 });
    clock.now += 2 * HEARTBEAT_MS + 1;
    expect(live()).toEqual(['A true']);
    clock.now += HEARTBEAT_MS;
    expect(live()).toEqual(['A false']);
    clock.now += 600_000;
    store.clear();
    await book.read(store);
    expect(live()).toEqual([]);
  });

  it('keeps it though the store forgot everything', async () => {
    const { book, put, live } = openBook();
    await put();
    await book.read(new Map());
    expect(live()).toEqual(['A true']);
  });

  it('counts from the renewal a lease that it sees late', async () => {
    const { clock, put, live, book, store } = openBook();
    await put();
    const later = openBook();
    later.clock.now = START + 60_000;
    await later.book.read(store);
    later.clock.now = START + LEASE_MS + 1;
    expect(later.live()).toEqual(['A false']);
    clock.now = START;
    await book.read(store);
    expect(live()).toEqual(['A true']);
  });

  it('takes out at once what has left, and no older lease of it again', async () => {
    const { put, live, book, reasons, store } = openBook();
    const first = await put();
    await put({ sequence: 2, state: 'stopped' });
    expect(live()).toEqual([]);
    await book.read(new Map([[leaseKey('plugin-cms', A), first]]));
    expect(live()).toEqual([]);
    await put({ sequence: 3 });
    expect(live()).toEqual([]);
    expect(store.size).toBe(1);
    expect(reasons).toEqual(['Error: the instance has left', 'Error: the instance has left']);
  });

  it('takes no older lease for a newer one', async () => {
    const { put, book, reasons } = openBook();
    const first = await put({ url: 'http://localhost:1/graphql' });
    await put({ sequence: 2, url: 'http://localhost:2/graphql' });
    await book.read(new Map([[leaseKey('plugin-cms', A), first]]));
    expect(book.instances()).toMatchObject([{ url: 'http://localhost:2/graphql' }]);
    await put({ sequence: 2, url: 'http://localhost:3/graphql' });
    expect(book.instances()).toMatchObject([{ url: 'http://localhost:2/graphql' }]);
    expect(reasons).toEqual(['Error: the lease is a replay', 'Error: the lease is a replay']);
  });

  it('suspects, acquits, and believes the next heartbeat', async () => {
    const { book, put, live } = openBook();
    await put();
    book.suspect(A);
    expect(live()).toEqual(['A false']);
    expect(book.suspects()).toHaveLength(1);
    book.acquit(A);
    expect(live()).toEqual(['A true']);
    book.suspect(A);
    await put({ sequence: 2 });
    expect(live()).toEqual(['A true']);
    expect(book.suspects()).toEqual([]);
    book.suspect('nobody');
    book.acquit('nobody');
  });

  it('holds the youngest at one address, unless it is another plugin’s', async () => {
    const { clock, put, live } = openBook();
    await put();
    clock.now += 1_000;
    await put({ instanceId: B, plugin: 'plugin-other' });
    expect(live()).toEqual(['A true', 'B true']);
    const same = openBook();
    await same.put();
    same.clock.now += 1_000;
    await same.put({ instanceId: B });
    expect(same.live()).toEqual(['B true']);
  });

  it.each([
    ['an address that is no URL', { url: 'localhost' }],
    ['another scheme', { url: 'file:///graphql' }],
    ['another path', { url: 'http://localhost:3002/admin' }],
    ['credentials', { url: 'http://a:b@localhost:3002/graphql' }],
    ['a query', { url: 'http://localhost:3002/graphql?x=1' }],
    ['the metadata of a cloud', { url: 'http://169.254.169.254/graphql' }],
    ['the same in IPv6', { url: 'http://[::ffff:169.254.169.254]/graphql' }],
    ['a link-local address', { url: 'http://[fe80::1]:80/graphql' }],
    ['a machine that the operator did not name', { url: 'http://10.0.0.7:6379/graphql' }],
    [
      'a name that only begins like this machine’s',
      { url: 'http://localhost.evil.example/graphql' },
    ],
    ['no hash', { contentHash: 'x' }],
    ['no sequence', { sequence: 0 }],
    ['an instance that is no id', { instanceId: 'x' }],
  ])('refuses %s', async (_what, given) => {
    const { put, live, reasons } = openBook();
    await put(given);
    expect(live()).toEqual([]);
    expect(reasons).toHaveLength(1);
  });

  it('refuses a lease that another key signed, or none', async () => {
    const { book, live, reasons, clock } = openBook();
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const sign = createLeaseSigner('plugin-cms', await exportJWK(privateKey), () => clock.now);
    const forged = await sign({ ...SAMPLE, startedAt: START });
    await book.read(new Map([[leaseKey('plugin-cms', A), forged]]));
    const [, claims] = forged.split('.');
    const header = Buffer.from('{"alg":"none","typ":"gestas-lease+jwt"}').toString('base64url');
    await book.read(new Map([[leaseKey('plugin-cms', A), `${header}.${claims}.`]]));
    expect(live()).toEqual([]);
    expect(reasons).toHaveLength(2);
  });

  it('takes an address that the operator names', async () => {
    const { put, live } = openBook(['plugin-*']);
    await put({ url: 'http://plugin-cms:3002/graphql' });
    await put({ instanceId: B });
    expect(live()).toEqual(['A true']);
  });

  it('refuses a lease of yesterday, of tomorrow, and a name that is not its own', async () => {
    const { clock, put, book, store, live } = openBook();
    const lease = await put();
    const fresh = openBook();
    for (const ahead of [86_400_000, -86_400_000]) {
      fresh.clock.now = START + ahead;
      await fresh.book.read(store);
    }
    fresh.clock.now = START;
    await fresh.book.read(new Map([[leaseKey('plugin-cms', B), lease]]));
    await fresh.book.read(new Map([[leaseKey('plugin-other', A), lease]]));
    await fresh.book.read(new Map([[leaseKey('stranger', A), lease]]));
    await fresh.book.read(new Map([[leaseKey('plugin-cms', A), 'x'.repeat(5_000)]]));
    expect(fresh.live()).toEqual([]);
    expect(fresh.reasons).toHaveLength(6);
    clock.now = START;
    await book.read(store);
    expect(live()).toEqual(['A true']);
  });
});
