import { randomUUID } from 'node:crypto';
import { startTestPlugin, type TestPlugin } from '@gestas/sdk/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { definition } from '../src/definition.ts';

let cms: TestPlugin;
beforeAll(async () => {
  cms = await startTestPlugin(definition);
});
afterAll(() => cms.stop());

const CREATE = `mutation ($input: CreatePostInput!) {
  createPost(input: $input) { post { id title slug body excerpt status createdAt updatedAt publishedAt author { id } } }
}`;
const LIST = `query ($first: Int, $after: String, $filter: PostFilter) {
  posts(first: $first, after: $after, filter: $filter) {
    totalCount nodes { id title } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

const newViewer = async (permissions = ['cms:*']) => ({
  tenantId: (await cms.database.createTenant()).id,
  userId: randomUUID(),
  permissions,
});
const create = async (
  viewer: Awaited<ReturnType<typeof newViewer>>,
  title: string,
  body = 'Text.',
) => (await cms.execute(viewer, CREATE, { input: { title, body } })).data.createPost.post;

describe('createPost', () => {
  it('stores a draft of the viewer, announces it and leaves an audit row, all in one', async () => {
    const viewer = await newViewer();
    const { data, errors } = await cms.execute(viewer, CREATE, {
      input: { title: '  Café au lait ', body: 'One line.\nAnother.' },
    });
    expect(errors).toBeUndefined();
    const { post } = data.createPost;
    expect(post).toMatchObject({
      title: 'Café au lait',
      slug: 'cafe-au-lait',
      excerpt: 'One line. Another.',
      status: 'DRAFT',
      publishedAt: null,
      author: { id: viewer.userId },
      body: {
        type: 'doc',
        content: [
          { type: 'paragraph', content: [{ type: 'text', text: 'One line.' }] },
          { type: 'paragraph', content: [{ type: 'text', text: 'Another.' }] },
        ],
      },
    });
    expect(await cms.emitted(viewer.tenantId)).toEqual([
      { name: 'post:created', data: { postId: post.id, authorId: viewer.userId } },
    ]);
    expect(await cms.audited(viewer.tenantId)).toEqual([
      { action: 'createPost', outcome: 'OK', target: `Post:${post.id}` },
    ]);
  });

  it('accepts a rich-text document and refuses what is not safe to render', async () => {
    const viewer = await newViewer();
    const link = (href: string) => ({
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [{ type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href } }] }],
        },
      ],
    });
    const good = await cms.execute(viewer, CREATE, {
      input: { title: 'Link', body: link('https://a.test') },
    });
    expect(good.data.createPost.post.body).toEqual(link('https://a.test'));
    for (const body of [
      link('javascript:alert(1)'),
      { type: 'doc', content: [{ type: 'script', text: 'alert(1)' }] },
      { type: 'doc', content: [] },
      { html: '<b>no</b>' },
      '   ',
      7,
    ]) {
      const { errors } = await cms.execute(viewer, CREATE, { input: { title: 'Bad', body } });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(errors?.[0]?.message).toMatch(/body[.\w]*: (must|is)/);
    }
    expect(await cms.emitted(viewer.tenantId)).toHaveLength(1);
  });

  it('names each faulty field', async () => {
    const { errors } = await cms.execute(await newViewer(), CREATE, {
      input: { title: ' ', body: 'x', slug: 'Not A Slug' },
    });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { title: 'must not be empty', slug: 'must be lower-case words joined by hyphens' },
    });
  });

  it('finds a free slug for a title already used, and refuses a given slug that is taken', async () => {
    const viewer = await newViewer();
    const slugs = [];
    for (let count = 0; count < 4; count++) slugs.push((await create(viewer, 'Same title')).slug);
    expect(slugs.slice(0, 3)).toEqual(['same-title', 'same-title-2', 'same-title-3']);
    expect(new Set(slugs).size).toBe(4);
    const { errors } = await cms.execute(viewer, CREATE, {
      input: { title: 'Other', body: 'x', slug: 'same-title' },
    });
    expect(errors?.[0]?.extensions).toEqual({ code: 'CONFLICT', slug: 'same-title' });
  });

  it('gives a title without Latin letters a slug all the same', async () => {
    expect((await create(await newViewer(), '你好')).slug).toBe('post');
  });

  it('turns away strangers and those without the permission, and writes the refusal down', async () => {
    const input = { title: 'x', body: 'x' };
    const stranger = await cms.execute(null, CREATE, { input });
    expect(stranger.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    const reader = await newViewer(['cms:post:read']);
    const refused = await cms.execute(reader, CREATE, { input });
    expect(refused.errors?.[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
      permission: 'cms:post:create',
    });
    expect(await cms.audited(reader.tenantId)).toEqual([
      { action: 'createPost', outcome: 'FORBIDDEN', target: null },
    ]);
    expect(await cms.emitted(reader.tenantId)).toEqual([]);
  });
});

describe('updatePost', () => {
  const UPDATE = `mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { id title slug excerpt updatedAt createdAt } } }`;

  it('changes what is given, keeps the rest and announces the fields', async () => {
    const viewer = await newViewer();
    const post = await create(viewer, 'Before', 'Body stays.');
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
    const owner = await newViewer();
    const other = await newViewer();
    const post = await create(owner, 'Mine');
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
    const viewer = await newViewer();
    const [first, second] = [await create(viewer, 'First'), await create(viewer, 'Second')];
    const nothing = await cms.execute(viewer, UPDATE, { input: { id: first.id } });
    expect(nothing.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    const taken = await cms.execute(viewer, UPDATE, { input: { id: second.id, slug: 'first' } });
    expect(taken.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('publishPost', () => {
  const PUBLISH = `mutation ($input: PublishPostInput!) { publishPost(input: $input) { post { status publishedAt } } }`;

  it('publishes now and announces it', async () => {
    const viewer = await newViewer();
    const post = await create(viewer, 'News');
    const { data } = await cms.execute(viewer, PUBLISH, { input: { id: post.id } });
    expect(data.publishPost.post.status).toBe('PUBLISHED');
    expect((await cms.emitted(viewer.tenantId)).at(-1)).toEqual({
      name: 'post:published',
      data: { postId: post.id, publishedAt: data.publishPost.post.publishedAt },
    });
  });

  it('schedules ahead without announcing, and a moment in the past means now', async () => {
    const viewer = await newViewer();
    const post = await create(viewer, 'Later');
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
    const viewer = await newViewer();
    const post = await create(viewer, 'Due');
    const at = new Date(Date.now() + 3_600_000).toISOString();
    await cms.execute(viewer, PUBLISH, { input: { id: post.id, at } });
    const ids = async (status: string) =>
      (await cms.execute(viewer, LIST, { filter: { status } })).data.posts.nodes.length;
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
    const viewer = await newViewer();
    const { errors } = await cms.execute(viewer, PUBLISH, {
      input: { id: randomUUID(), at: 'tomorrow' },
    });
    expect(errors?.[0]?.message).toMatch(/DateTime must be ISO 8601/);
  });
});

describe('deletePost', () => {
  const DELETE = `mutation ($input: DeletePostInput!) { deletePost(input: $input) { id } }`;

  it('deletes once and announces it', async () => {
    const viewer = await newViewer();
    const post = await create(viewer, 'Gone');
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

describe('posts', () => {
  it('pages by key, newest first, through everything once', async () => {
    const viewer = await newViewer();
    const made: string[] = [];
    for (let count = 0; count < 7; count++) made.push((await create(viewer, `Post ${count}`)).id);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await cms.execute(viewer, LIST, { first: 3, after });
      expect(data.posts.totalCount).toBe(7);
      seen.push(...data.posts.nodes.map(({ id }: { id: string }) => id));
      after = data.posts.pageInfo.hasNextPage ? data.posts.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(made.reverse());
  });

  it('finds words regardless of accents and case, by their beginning', async () => {
    const viewer = await newViewer();
    await create(viewer, 'Canción de otoño', 'Las hojas caen.');
    await create(viewer, 'Winter', 'Snow falls on leaves.');
    const titles = async (search: string) =>
      (await cms.execute(viewer, LIST, { filter: { search } })).data.posts.nodes.map(
        ({ title }: { title: string }) => title,
      );
    expect(await titles('CANCION')).toEqual(['Canción de otoño']);
    expect(await titles('otoñ hoj')).toEqual(['Canción de otoño']);
    expect(await titles('snow & | ! :* leav')).toEqual(['Winter']);
    expect(await titles("'; DROP TABLE cms.posts; --")).toEqual([]);
    expect(await titles('')).toHaveLength(2);
  });

  it('filters by status and author, and shows no other tenant anything', async () => {
    const [mine, other] = [await newViewer(), await newViewer()];
    const post = await create(mine, 'Mine');
    const count = async (viewer: typeof mine, filter: object) =>
      (await cms.execute(viewer, LIST, { filter })).data.posts.totalCount;
    expect(await count(mine, { status: 'DRAFT', authorId: mine.userId })).toBe(1);
    expect(await count(mine, { status: 'ARCHIVED' })).toBe(0);
    expect(await count(mine, { authorId: 'nobody' })).toBe(0);
    expect(await count(other, {})).toBe(0);
    const byId = await cms.execute(other, 'query ($id: ID!) { post(id: $id) { id } }', {
      id: post.id,
    });
    expect(byId).toEqual({ data: { post: null } });
    const bySlug = await cms.execute(other, '{ postBySlug(slug: "mine") { id } }');
    expect(bySlug).toEqual({ data: { postBySlug: null } });
  });

  it('refuses page sizes and cursors that are none', async () => {
    const viewer = await newViewer();
    for (const variables of [
      { first: 0 },
      { first: 101 },
      { after: 'x' },
      { after: Buffer.from('{}').toString('base64url') },
    ]) {
      const { errors } = await cms.execute(viewer, LIST, variables);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });
});

describe('entities', () => {
  const ENTITIES = `query ($refs: [_Any!]!) { _entities(representations: $refs) {
    ... on Post { title } ... on User { posts(first: 5) { totalCount nodes { title } } }
  } }`;

  it('resolves posts by key and the posts of a user, and no foreign ones', async () => {
    const [viewer, other] = [await newViewer(), await newViewer()];
    const post = await create(viewer, 'Entity');
    const refs = [
      { __typename: 'Post', id: post.id },
      { __typename: 'User', id: viewer.userId },
    ];
    const own = await cms.execute(viewer, ENTITIES, { refs });
    expect(own.data._entities).toEqual([
      { title: 'Entity' },
      { posts: { totalCount: 1, nodes: [{ title: 'Entity' }] } },
    ]);
    const foreign = await cms.execute(other, ENTITIES, { refs });
    expect(foreign.data._entities).toEqual([null, { posts: { totalCount: 0, nodes: [] } }]);
  });

  it('answers the router only', async () => {
    const answer = await cms.plugin.handle({
      body: '{"query":"{ __typename }"}',
      internalToken: undefined,
    });
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.body).errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});
