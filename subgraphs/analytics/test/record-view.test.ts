import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AnalyticsWorld, startAnalyticsWorld } from './support/analytics-world.ts';

let analytics: AnalyticsWorld;
beforeAll(async () => {
  analytics = await startAnalyticsWorld();
});
afterAll(() => analytics.stop());

/** What `posts.viewed` comes to in minutes, hours and days. */
async function viewed(tenantId: string): Promise<readonly number[]> {
  const query = `{ minutes: metric(name: "posts.viewed", bucket: MINUTE) { total }
    hours: metric(name: "posts.viewed") { total } days: metric(name: "posts.viewed", bucket: DAY) { total } }`;
  const { data } = await analytics.execute({ tenantId }, query);
  return [data.minutes.total, data.hours.total, data.days.total];
}

describe('recordView', () => {
  const VIEW = `mutation ($input: RecordViewInput!) { recordView(input: $input) { post { id views } } }`;
  const VIEWS = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Post { id views } } }`;
  const newPost = (tenantId: string) => {
    const id = randomUUID();
    analytics.posts.get(tenantId)?.add(id);
    return id;
  };
  const viewer = (tenantId: string, permissions = ['cms:post:read']) => ({ tenantId, permissions });
  const view = (tenantId: string, postId: string, permissions?: string[]) =>
    analytics.execute(viewer(tenantId, permissions), VIEW, { input: { postId } });
  const viewsOf = async (tenantId: string, ids: readonly string[]) => {
    const refs = ids.map((id) => ({ __typename: 'Post', id }));
    return (await analytics.execute(viewer(tenantId), VIEWS, { refs })).data._entities;
  };

  it('counts each call, in the post and in posts.viewed, and writes it down', async () => {
    const tenantId = await analytics.newTenant();
    const [post, unseen] = [newPost(tenantId), newPost(tenantId)];
    expect((await view(tenantId, post)).data.recordView.post).toEqual({ id: post, views: 1 });
    expect((await view(tenantId, post)).data.recordView.post).toEqual({ id: post, views: 2 });
    expect(await viewsOf(tenantId, [unseen, post])).toEqual([
      { id: unseen, views: 0 },
      { id: post, views: 2 },
    ]);
    expect(await viewed(tenantId)).toEqual([2, 2, 2]);
    const { name, data } = (await analytics.emitted(tenantId)).at(-1) ?? {};
    expect({ name, data }).toEqual({
      name: 'metric:recorded',
      data: {
        name: 'posts.viewed',
        at: expect.stringMatching(/:00\.000Z$/),
        value: expect.any(Number),
      },
    });
    expect(await analytics.audited(tenantId)).toEqual(
      [1, 2].map(() => ({ action: 'recordView', outcome: 'OK', target: `Post:${post}` })),
    );
  });

  it('answers each of several views in one request with the number it made', async () => {
    const tenantId = await analytics.newTenant();
    const postId = newPost(tenantId);
    const { data } = await analytics.execute(
      viewer(tenantId),
      `mutation ($input: RecordViewInput!) {
        one: recordView(input: $input) { post { views } } two: recordView(input: $input) { post { views } }
      }`,
      { input: { postId } },
    );
    expect(data).toEqual({ one: { post: { views: 1 } }, two: { post: { views: 2 } } });
  });

  it('loses none of the views made at once, nor of the events counted meanwhile', async () => {
    const tenantId = await analytics.newTenant();
    const posts = [newPost(tenantId), newPost(tenantId)] as const;
    const events = Array.from({ length: 40 }, () => ({ name: 'post:viewed' }));
    const [answers] = await Promise.all([
      Promise.all(posts.flatMap((id) => Array.from({ length: 12 }, () => view(tenantId, id)))),
      analytics.announce(tenantId, events),
    ]);
    // A very busy machine may refuse some, which are then not counted.
    const made = answers.flatMap(({ data }) => (data ? [data.recordView.post] : []));
    expect(made.length).toBeGreaterThan(2);
    const numbersOf = (id: string) =>
      made.filter((post) => post.id === id).map(({ views }) => views);
    for (const id of posts) {
      const numbers = numbersOf(id).sort((a, b) => a - b);
      expect(numbers).toEqual(numbers.map((_, place) => place + 1)); // each was told its own number
    }
    expect(await viewsOf(tenantId, posts)).toEqual(
      posts.map((id) => ({ id, views: numbersOf(id).length })),
    );
    expect(await viewed(tenantId)).toEqual([1, 2, 3].map(() => made.length + events.length));
  });

  it('needs no more than a session', async () => {
    const tenantId = await analytics.newTenant();
    const input = { postId: newPost(tenantId) };
    const answer = await analytics.execute(
      viewer(tenantId, []),
      'mutation ($input: RecordViewInput!) { recordView(input: $input) { post { id } } }',
      { input },
    );
    expect(answer).toEqual({
      data: { recordView: { post: { id: input.postId } } },
      extensions: undefined,
    });
    const stranger = await analytics.execute(null, VIEW, { input });
    expect(stranger.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
  });

  it('answers a foreign id exactly like a random one, and counts nothing', async () => {
    const [mine, other] = [await analytics.newTenant(), await analytics.newTenant()];
    const theirs = newPost(other);
    const answers = await Promise.all(
      [theirs, randomUUID(), 'nonsense'].map((id) => view(mine, id)),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
    expect(await analytics.emitted(mine)).toEqual([]);
    expect((await analytics.audited(mine)).map(({ outcome }) => outcome)).toEqual(
      answers.map(() => 'NOT_FOUND'),
    );
    await view(other, theirs);
    expect(await viewsOf(mine, [theirs, 'nonsense'])).toEqual([
      { id: theirs, views: 0 },
      { id: 'nonsense', views: 0 },
    ]);
  });

  it('reads the views of a page of posts in one query, and only for who may see posts', async () => {
    const tenantId = await analytics.newTenant();
    const posts = Array.from({ length: 30 }, () => newPost(tenantId));
    await view(tenantId, posts[7] ?? '');
    const before = analytics.reads();
    const seen = await viewsOf(tenantId, posts);
    expect(analytics.reads() - before).toBe(1);
    expect(seen.map(({ views }: { views: number }) => views)).toEqual(
      posts.map((_, place) => (place === 7 ? 1 : 0)),
    );
    const refs = [{ __typename: 'Post', id: posts[7] }];
    const refused = await analytics.execute(viewer(tenantId, []), VIEWS, { refs });
    expect(refused.errors?.[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
      permission: 'cms:post:read',
    });
  });
});
