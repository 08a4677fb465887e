import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CmsWorld, CREATE_POST, startCmsWorld } from './support/cms-world.ts';

let cms: CmsWorld;
beforeAll(async () => {
  cms = await startCmsWorld();
});
afterAll(() => cms.stop());

describe('createPost', () => {
  it('stores a draft of the viewer, announces it and leaves an audit row, all in one', async () => {
    const viewer = await cms.newViewer();
    const { data, errors } = await cms.execute(viewer, CREATE_POST, {
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
    const viewer = await cms.newViewer();
    const link = (href: string) => ({
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [{ type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href } }] }],
        },
      ],
    });
    const good = await cms.execute(viewer, CREATE_POST, {
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
      const { errors } = await cms.execute(viewer, CREATE_POST, { input: { title: 'Bad', body } });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(errors?.[0]?.message).toMatch(/body[.\w]*: (must|is)/);
    }
    expect(await cms.emitted(viewer.tenantId)).toHaveLength(1);
  });

  it('names each faulty field', async () => {
    const { errors } = await cms.execute(await cms.newViewer(), CREATE_POST, {
      input: { title: ' ', body: 'x', slug: 'Not A Slug' },
    });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { title: 'must not be empty', slug: 'must be lower-case words joined by hyphens' },
    });
  });

  it('finds a free slug for a title already used, and refuses a given slug that is taken', async () => {
    const viewer = await cms.newViewer();
    const slugs = [];
    for (let count = 0; count < 4; count++)
      slugs.push((await cms.createPost(viewer, 'Same title')).slug);
    expect(slugs.slice(0, 3)).toEqual(['same-title', 'same-title-2', 'same-title-3']);
    expect(new Set(slugs).size).toBe(4);
    const { errors } = await cms.execute(viewer, CREATE_POST, {
      input: { title: 'Other', body: 'x', slug: 'same-title' },
    });
    expect(errors?.[0]?.extensions).toEqual({ code: 'CONFLICT', slug: 'same-title' });
  });

  it('gives a title without Latin letters a slug all the same', async () => {
    expect((await cms.createPost(await cms.newViewer(), '你好')).slug).toBe('post');
  });

  it('turns away strangers and those without the permission, and writes the refusal down', async () => {
    const input = { title: 'x', body: 'x' };
    const stranger = await cms.execute(null, CREATE_POST, { input });
    expect(stranger.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    const reader = await cms.newViewer(['cms:post:read']);
    const refused = await cms.execute(reader, CREATE_POST, { input });
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
