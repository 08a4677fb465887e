import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subscribe } from '../../scripts/clone/graphql-client.ts';
import { Tab } from './client.ts';
import { type JourneyPlatform, startJourneyPlatform } from './platform.ts';

let platform: JourneyPlatform;
let [editor, viewer, stranger]: [Tab, Tab, Tab] = [new Tab(''), new Tab(''), new Tab('')];

beforeAll(async () => {
  platform = await startJourneyPlatform();
  [editor, viewer, stranger] = [
    new Tab(platform.url),
    new Tab(platform.url),
    new Tab(platform.url),
  ];
  // The first sign-in loads the hashing library; on a busy machine that may outlast a plugin's 5 s.
  await until(async () => !(await editor.signIn('editor')).errors);
  await viewer.signIn('viewer');
  await stranger.signIn('editor', 'acme');
}, 120_000);
afterAll(() => platform.stop());

const CREATE =
  'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id views } } }';
const VIEW =
  'mutation ($input: RecordViewInput!) { recordView(input: $input) { post { id title views author { name } } } }';

async function createPost(tab: Tab, title: string): Promise<string> {
  const { data, errors } = await tab.ask(CREATE, { input: { title, body: 'Words.' } });
  expect(errors).toBeUndefined();
  expect(data.createPost.post.views).toBe(0);
  return data.createPost.post.id;
}

describe('metrics', () => {
  it('move with a new post, for its tenant, while the viewer watches', async () => {
    const total = async (tab: Tab) => {
      const { data, errors } = await tab.ask(
        '{ metric(name: "posts.created") { total points { value } } }',
      );
      expect(errors).toBeUndefined();
      return data.metric.total;
    };
    const before = [await total(viewer), await total(stranger)];
    const query = 'subscription { metricUpdated(name: "posts.created") { name at value } }';
    const feed = subscribe(platform.url, viewer.token ?? '', query);
    await feed.next();
    const post = await createPost(editor, 'Counted');
    const { value } = await feed.next();
    expect(value).toMatchObject({
      data: { metricUpdated: { name: 'posts.created', at: expect.stringMatching(/:00\.000Z$/) } },
    });
    expect([await total(viewer), await total(stranger)]).toEqual([(before[0] ?? 0) + 1, before[1]]);
    // A view counts under its own name: the feed of created posts tells the next post, not the view.
    await viewer.ask(VIEW, { input: { postId: post } });
    await createPost(editor, 'Counted too');
    expect((await feed.next()).value).toMatchObject({
      data: { metricUpdated: { name: 'posts.created' } },
    });
    await feed.return(undefined);
  });

  it('of views go from 0 to 1 when a post is viewed, in a list too', async () => {
    const [seen, unseen] = [await createPost(editor, 'Seen'), await createPost(editor, 'Unseen')];
    const { data, errors } = await viewer.ask(VIEW, { input: { postId: seen } });
    expect(errors).toBeUndefined();
    expect(data.recordView.post).toEqual({
      id: seen,
      title: 'Seen',
      views: 1,
      author: { name: 'Eva Editor' },
    });
    const { data: list } = await viewer.ask('{ posts(first: 2) { nodes { id views } } }');
    expect(list.posts.nodes).toEqual([
      { id: unseen, views: 0 },
      { id: seen, views: 1 },
    ]);
  });

  it('count no view of a post of another tenant, which is answered like none', async () => {
    const theirs = await createPost(stranger, 'Theirs');
    const foreign = await viewer.ask(VIEW, { input: { postId: theirs } });
    expect(foreign.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    expect(foreign).toEqual(await viewer.ask(VIEW, { input: { postId: randomUUID() } }));
    const { data } = await stranger.ask('query ($id: ID!) { post(id: $id) { views } }', {
      id: theirs,
    });
    expect(data.post.views).toBe(0);
  });

  it('leave the rest of an answer alone when their plugin is down', async () => {
    const id = await createPost(editor, 'Alone');
    platform.down.add('plugin-analytics');
    try {
      const { data, errors } = await viewer.ask('query ($id: ID!) { post(id: $id) { title } }', {
        id,
      });
      expect({ data, errors }).toEqual({ data: { post: { title: 'Alone' } }, errors: undefined });
      const counted = await viewer.ask('query ($id: ID!) { post(id: $id) { title views } }', {
        id,
      });
      expect(counted.errors?.[0]?.extensions).toMatchObject({
        code: 'PLUGIN_UNAVAILABLE',
        plugin: 'plugin-analytics',
      });
    } finally {
      platform.down.clear();
    }
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
