import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CmsWorld, LIST_POSTS, startCmsWorld } from './support/cms-world.ts';

let cms: CmsWorld;
beforeAll(async () => {
  cms = await startCmsWorld();
});
afterAll(() => cms.stop());

describe('updatePost', () => {
  const UPDATE = `mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { id title slug excerpt updatedAt createdAt } } }`;

  it('changes what is given, keeps the rest and announces the fields', async () => {
    const viewer = await cms.newViewer();
    const post = await cms.createPost(viewer, 'Before', 'Body stays.');
    const { data } = await cms.execute(viewer, UPDATE, { input: { id: post.id, title: 'After' } });
    expect(data.updatePost.post).toMatchObject({
      title: 'After',
      slug: 'before',
      excerpt: 'Body stays.',
    });
    expect((await cms.emitted(viewer.tenantId)).at(-1)).toEqual({
      name: 'post:updated',
      data: { postId: post.id, fields: ['title'] },
    });
  });

  it('answers a foreign id exactly like a random one', async () => {
    const owner = await cms.newViewer();
    const other = await cms.newViewer();
    const post = await cms.createPost(owner, 'Mine');
    const [foreign, random, nonsense] = await Promise.all(
      [post.id, randomUUID(), 'nonsense'].map((id) =>
        cms.execute(other, UPDATE, { input: { id, title: 'Stolen' } }),
      ),
    );
    expect(foreign).toEqual(random);
    expect(foreign).toEqual(nonsense);
    expect(foreign?.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
  });

  it('refuses to change nothing, and a slug that is taken', async () => {
    const viewer = await cms.newViewer();
    const [first, second] = [
      await cms.createPost(viewer, 'First'),
      await cms.createPost(viewer, 'Second'),
    ];
    const nothing = await cms.execute(viewer, UPDATE, { input: { id: first.id } });
    expect(nothing.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    const taken = await cms.execute(viewer, UPDATE, { input: { id: second.id, slug: 'first' } });
    expect(taken.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('publishPost', () => {
  const PUBLISH = `mutation ($input: PublishPostInput!) { publishPost(input: $input) { post { status publishedAt } } }`;

  it('publishes now and announces it', async () => {
    const viewer = await cms.newViewer();
    const post = await cms.createPost(viewer, 'News');
    const { data } = await cms.execute(viewer, PUBLISH, { input: { id: post.id } });
    expect(data.publishPost.post.status).toBe('PUBLISHED');
    expect((await cms.emitted(viewer.tenantId)).at(-1)).toEqual({
      name: 'post:published',
      data: { postId: post.id, publishedAt: data.publishPost.post.publishedAt },
    });
  });

  it('schedules ahead without announcing, and a moment in the past means now', async () => {
    const viewer = await cms.newViewer();
    const post = await cms.createPost(viewer, 'Later');
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const scheduled = await cms.execute(viewer, PUBLISH, { input: { id: post.id, at } });
    expect(scheduled.data.publishPost.post).toEqual({ status: 'SCHEDULED', publishedAt: at });
    expect((await cms.emitted(viewer.tenantId)).map(({ name }) => name)).toEqual(['post:created']);
    const past = await cms.execute(viewer, PUBLISH, {
      input: { id: post.id, at: '2020-01-01T00:00:00Z' },
    });
    expect(past.data.publishPost.post.status).toBe('PUBLISHED');
  });

  it('is published once its moment has come, in lists too', async () => {
    const viewer = await cms.newViewer();
    const post = await cms.createPost(viewer, 'Due');
    const at = new Date(Date.now() + 3_600_000).toISOString();
    await cms.execute(viewer, PUBLISH, { input: { id: post.id, at } });
    const ids = async (status: string) =>
      (await cms.execute(viewer, LIST_POSTS, { filter: { status } })).data.posts.nodes.length;
    expect([await ids('SCHEDULED'), await ids('PUBLISHED')]).toEqual([1, 0]);
    await cms.database.query(
      `UPDATE cms.posts SET published_at = now() - interval '1 s' WHERE id = $1`,
      [post.id],
    );
    expect([await ids('SCHEDULED'), await ids('PUBLISHED')]).toEqual([0, 1]);
    const { data } = await cms.execute(viewer, 'query ($id: ID!) { post(id: $id) { status } }', {
      id: post.id,
    });
    expect(data.post.status).toBe('PUBLISHED');
  });

  it('refuses a moment that is none', async () => {
    const viewer = await cms.newViewer();
    const { errors } = await cms.execute(viewer, PUBLISH, {
      input: { id: randomUUID(), at: 'tomorrow' },
    });
    expect(errors?.[0]?.message).toMatch(/DateTime must be ISO 8601/);
  });
});

describe('deletePost', () => {
  const DELETE = `mutation ($input: DeletePostInput!) { deletePost(input: $input) { id } }`;

  it('deletes once and announces it', async () => {
    const viewer = await cms.newViewer();
    const post = await cms.createPost(viewer, 'Gone');
    expect((await cms.execute(viewer, DELETE, { input: { id: post.id } })).data.deletePost.id).toBe(
      post.id,
    );
    const again = await cms.execute(viewer, DELETE, { input: { id: post.id } });
    expect(again.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
    expect((await cms.emitted(viewer.tenantId)).map(({ name }) => name)).toEqual([
      'post:created',
      'post:deleted',
    ]);
  });
});
