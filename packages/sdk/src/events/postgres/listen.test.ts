import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../create-logger.ts';
import { startTestDatabase, type TestDatabase } from '../../testing/index.ts';
import type { Running } from '../event-log.ts';
import { startProxy } from '../testing/start-proxy.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { listen } from './listen.ts';

const logger = createLogger('test', 'error', { write: () => undefined });

describe('listen', () => {
  let database: TestDatabase;
  const running: Running[] = [];
  beforeAll(async () => {
    database = await startTestDatabase();
  });
  afterAll(async () => {
    await Promise.all(running.map((one) => one.stop()));
    await database.stop();
  });

  /** Listens on a channel of its own. */
  async function open(connectionString = database.adminUrl, watchMs = 5_000) {
    const channel = `channel "${randomUUID()}`.slice(0, 40);
    const heard: string[] = [];
    const counts = { reconnects: 0 };
    const one = await listen({
      connectionString,
      channel,
      logger,
      watchMs,
      onNotification: (payload) => heard.push(payload),
      onReconnect: () => {
        counts.reconnects += 1;
      },
    });
    running.push(one);
    const notify = (text: string) => database.query('select pg_notify($1, $2)', [channel, text]);
    return { heard, counts, notify, channel, stop: one.stop };
  }

  /** Ends the server's side of the channel's connection. */
  const cut = (channel: string) =>
    database.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
      [`listen ${channel}`],
    );

  it('hears its channel as soon as it has begun, in order, and no other', async () => {
    const [one, other] = [await open(), await open()];
    await one.notify('1');
    await other.notify('other');
    await one.notify('');
    await one.notify('ñ 3');
    await waitUntil(() => one.heard.length === 3 && other.heard.length === 1);
    expect(one.heard).toEqual(['1', '', 'ñ 3']);
    expect(other.heard).toEqual(['other']);
    expect(one.counts.reconnects).toBe(0);
  });

  it('comes back by itself when its connection is lost, and says so, each time', async () => {
    const { heard, counts, notify, channel } = await open();
    for (const time of [1, 2, 3]) {
      await waitUntil(async () => (await cut(channel)).length === 1);
      await waitUntil(() => counts.reconnects === time);
      await notify(`${time}`);
      await waitUntil(() => heard.length === time);
    }
    expect(heard).toEqual(['1', '2', '3']);
  });

  it('notices that its connection went silent', async () => {
    const proxy = await startProxy(database.adminUrl);
    const { heard, counts, notify, stop } = await open(proxy.url, 20);
    await notify('before');
    await waitUntil(() => heard.length === 1);
    proxy.freeze();
    await waitUntil(() => counts.reconnects === 1);
    await notify('after');
    await waitUntil(() => heard.length === 2);
    expect(heard).toEqual(['before', 'after']);
    await stop();
    await proxy.stop();
  });

  it('begins though the database is out of reach, and hears when it is there', async () => {
    const absent = new URL(database.adminUrl);
    absent.pathname = `/later_${randomUUID().replaceAll('-', '')}`;
    const { counts } = await open(absent.href);
    expect(counts.reconnects).toBe(0);
    await database.query(`create database ${absent.pathname.slice(1)}`);
    await waitUntil(() => counts.reconnects === 1);
    await running.pop()?.stop();
    await database.query(`drop database ${absent.pathname.slice(1)} with (force)`);
  });

  it('stops twice, also while it waits for its next attempt, and stays silent', async () => {
    const { heard, notify, stop, counts } = await open();
    await stop();
    await stop();
    await notify('nobody hears');
    const unreachable = await open('postgres://nobody@127.0.0.1:1/nothing');
    await unreachable.stop();
    await unreachable.stop();
    expect([heard, counts.reconnects, unreachable.counts.reconnects]).toEqual([[], 0, 0]);
  });
});
