import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CmsWorld, LIST_POSTS, startCmsWorld } from './support/cms-world.ts';

let cms: CmsWorld;
beforeAll(async () => {
  cms = await startCmsWorld();
});
afterAll(() => cms.stop());

describe('posts', () => {
  it('pages by key, newest first, through everything once', async () => {
    const viewer = await cms.newViewer();
    const made: string[] = [];
    for (let count = 0; count < 7; count++)
      made.push((await cms.createPost(viewer, `Post ${count}`)).id);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await cms.execute(viewer, LIST_POSTS, { first: 3, after });
      expect(data.posts.totalCount).toBe(7);
      seen.push(...data.posts.nodes.map(({ id }: { id: string }) => id));
      after = data.posts.pageInfo.hasNextPage ? data.posts.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(made.reverse());
  });

  it('finds words regardless of accents and case, by their beginning', async () => {
    const viewer = await cms.newViewer();
    await cms.createPost(viewer, 'Canción de otoño', 'Las hojas caen.');
    await cms.createPost(viewer, 'Winter', 'Snow falls on leaves.');
    const titles = async (search: string) =>
      (await cms.execute(viewer, LIST_POSTS, { filter: { search } })).data.posts.nodes.map(
        ({ title }: { title: string }) => title,
      );
    expect(await titles('CANCION')).toEqual(['Canción de otoño']);
    expect(await titles('otoñ hoj')).toEqual(['Canción de otoño']);
    expect(await titles('snow & | ! :* leav')).toEqual(['Winter']);
    expect(await titles("'; DROP TABLE cms.posts; --")).toEqual([]);
    expect(await titles('')).toHaveLength(2);
  });

  it('filters by status and author, and shows no other tenant anything', async () => {
    const [mine, other] = [await cms.newViewer(), await cms.newViewer()];
    const post = await cms.createPost(mine, 'Mine');
    const count = async (viewer: typeof mine, filter: object) =>
      (await cms.execute(viewer, LIST_POSTS, { filter })).data.posts.totalCount;
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
    const viewer = await cms.newViewer();
    for (const variables of [
      { first: 0 },
      { first: 101 },
      { after: 'x' },
      { after: Buffer.from('{}').toString('base64url') },
    ]) {
      const { errors } = await cms.execute(viewer, LIST_POSTS, variables);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });
});

describe('entities', () => {
  const ENTITIES = `query ($refs: [_Any!]!) { _entities(representations: $refs) {
    ... on Post { title } ... on User { posts(first: 5) { totalCount nodes { title } } }
  } }`;

  it('resolves posts by key and the posts of a user, and no foreign ones', async () => {
    const [viewer, other] = [await cms.newViewer(), await cms.newViewer()];
    const post = await cms.createPost(viewer, 'Entity');
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
