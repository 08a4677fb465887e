import { describe, expect, it } from '@jest/globals';
import { createPluginWorld, signedIn } from './testing/plugin-world.ts';

const posts = {
  sdl: `
    type Query { posts: [Post!]! @requiresScopes(scopes: [["cms:post:read"]]) hello(name: String = "you"): String @tag(name: "public") }
    type Post @key(fields: "id") { id: ID! title: String! author: User }
    type User @key(fields: "id", resolvable: false) { id: ID! }`,
  resolvers: {
    Query: {
      hello: (_: unknown, { name }: { name: string }) => `hello ${name}`,
      posts: () => [
        { id: 1, title: 'One', author: { id: 'a' } },
        { id: 2, title: 'Two', author: { id: 'b' } },
        { id: 3, title: 'Three', author: { id: 'a' } },
      ],
    },
  },
};
const users = {
  sdl: `
    type Query { me: User @authenticated }
    type User @key(fields: "id") @authenticated { id: ID! name: String! email: String @requiresScopes(scopes: [["system:user:read"]]) }`,
  resolvers: {
    Query: { me: () => ({ id: 'a', name: 'Ann' }) },
    User: {
      __resolveReference: ({ id }: { id: string }) => ({
        id,
        name: `User ${id}`,
        email: `${id}@x.test`,
      }),
    },
  },
};

describe('createGraph', () => {
  it('joins two plugins, sending each representation once', async () => {
    const world = await createPluginWorld({ posts, users });
    const caller = signedIn(['cms:*', 'system:user:read']);
    const result = await world.ask('{ posts { title author { name email } } }', { caller });
    expect(result).toEqual({
      data: {
        posts: [
          { title: 'One', author: { name: 'User a', email: 'a@x.test' } },
          { title: 'Two', author: { name: 'User b', email: 'b@x.test' } },
          { title: 'Three', author: { name: 'User a', email: 'a@x.test' } },
        ],
      },
    });
    expect(world.sent.map(({ plugin }) => plugin)).toEqual(['posts', 'users']);
    expect(world.sent[1]?.variables['representations']).toHaveLength(2);
  });

  it('never sends what the caller may not read, and answers null for it', async () => {
    const world = await createPluginWorld({ posts, users });
    const result = await world.ask('{ posts { title author { name email } } }', {
      caller: signedIn(['cms:*']),
    });
    expect(result.data).toMatchObject({
      posts: [{ author: { name: 'User a', email: null } }, {}, {}],
    });
    expect(result.errors).toEqual([
      {
        message: 'Unauthorized field or type',
        path: ['posts', '@', 'author', 'email'],
        extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', reason: 'FORBIDDEN' },
      },
    ]);
    expect(world.sent.some(({ query }) => query.includes('email'))).toBe(false);
  });

  it('answers data: null when all was refused', async () => {
    const world = await createPluginWorld({ posts, users });
    const result = await world.ask('{ me { name } }');
    expect(result).toEqual({
      data: null,
      errors: [
        {
          message: 'Unauthorized field or type',
          path: ['me'],
          extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', reason: 'UNAUTHENTICATED' },
        },
      ],
    });
    expect(world.sent).toEqual([]);
  });
});
