import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subscribe } from '../../scripts/clone/graphql-client.ts';
import { Tab } from './client.ts';
import { type JourneyPlatform, startJourneyPlatform } from './platform.ts';
import { until } from './until.ts';

let platform: JourneyPlatform;
let [editor, viewer, foreigner]: [Tab, Tab, Tab] = [new Tab(''), new Tab(''), new Tab('')];

beforeAll(async () => {
  platform = await startJourneyPlatform();
  const { url } = platform;
  [editor, viewer, foreigner] = [new Tab(url), new Tab(url), new Tab(url)];
  // The first sign-in loads the hashing library; on a busy machine that may outlast a plugin's 5 s.
  await until(async () => !(await editor.signIn('editor')).errors);
  await viewer.signIn('viewer');
  await foreigner.signIn('viewer', 'acme');
}, 120_000);
afterAll(() => platform.stop());

const CREATE = 'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }';
const PUBLISH =
  'mutation ($input: PublishPostInput!) { publishPost(input: $input) { post { id } } }';
const READ = `mutation ($input: MarkNotificationReadInput!) {
  markNotificationRead(input: $input) { notification { readAt } }
}`;
const RECEIVED =
  'subscription { notificationReceived { id title(language: "en") body(language: "en") readAt } }';
const LIST = '{ notifications { nodes { id title(language: "en") } totalCount unreadCount } }';

async function inbox(tab: Tab) {
  const { data, errors } = await tab.ask(LIST);
  expect(errors).toBeUndefined();
  return data.notifications;
}

/** A subscription that is open. */
async function listen(tab: Tab) {
  const feed = subscribe(platform.url, tab.token ?? '', RECEIVED);
  await feed.next();
  return feed;
}

describe('an inbox', () => {
  it('is told of a post while its reader watches, who reads it; the author and other tenants hear nothing', async () => {
    const [own, authors, foreign] = [
      await listen(viewer),
      await listen(editor),
      await listen(foreigner),
    ];
    const { data } = await editor.ask(CREATE, { input: { title: 'Autumn', body: 'Leaves.' } });
    const { value } = await own.next();
    const [told] = [(value as { data: { notificationReceived: { id: string } } }).data];
    expect(told.notificationReceived).toEqual({
      id: expect.any(String),
      title: 'New post: Autumn',
      body: 'Eva Editor wrote it.',
      readAt: null,
    });
    const { id } = told.notificationReceived;
    expect(await inbox(viewer)).toEqual({
      nodes: [{ id, title: 'New post: Autumn' }],
      totalCount: 1,
      unreadCount: 1,
    });
    const foreignRead = await foreigner.ask(READ, { input: { id } });
    expect(foreignRead.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    expect(foreignRead).toEqual(await foreigner.ask(READ, { input: { id: randomUUID() } }));
    const read = await viewer.ask(READ, { input: { id } });
    expect(read.errors).toBeUndefined();
    expect(await inbox(viewer)).toMatchObject({ totalCount: 1, unreadCount: 0 });
    expect(await inbox(editor)).toEqual({ nodes: [], totalCount: 0, unreadCount: 0 });
    expect(await inbox(foreigner)).toEqual({ nodes: [], totalCount: 0, unreadCount: 0 });

    // The author's and the foreigner's first message is of what concerns them, which comes later.
    const admin = new Tab(platform.url);
    await admin.signIn('admin');
    await admin.ask(PUBLISH, { input: { id: data.createPost.post.id } });
    const published = { data: { notificationReceived: { title: 'Published: Autumn' } } };
    expect((await authors.next()).value).toMatchObject(published);
    expect((await own.next()).value).toMatchObject(published);
    const elsewhere = new Tab(platform.url);
    await elsewhere.signIn('editor', 'acme');
    await elsewhere.ask(CREATE, { input: { title: 'Elsewhere', body: 'x' } });
    expect((await foreign.next()).value).toMatchObject({
      data: { notificationReceived: { title: 'New post: Elsewhere' } },
    });
    await Promise.all([own, authors, foreign].map((feed) => feed.return(undefined)));
  });
});
