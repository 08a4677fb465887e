import { describe, expect, it } from '@jest/globals';
import { entitiesOf } from './entities-of.ts';

describe('entitiesOf', () => {
  it('tells what a plugin defines, adds to, and refers to', () => {
    const sdl = `
      type Query { post: Post }
      type Post @key(fields: "id") { id: ID! author: User! tenant: Tenant! }
      type User @key(fields: "id") { id: ID! posts: [Post!]! }
      type Tenant @key(fields: "id", resolvable: false) { id: ID! }
      type PostEdge { node: Post! }
    `;
    expect(entitiesOf(sdl, ['Post', 'PostEdge'])).toEqual([
      { name: 'Post', part: 'OWNER' },
      { name: 'Tenant', part: 'REFERRER' },
      { name: 'User', part: 'CONTRIBUTOR' },
    ]);
  });

  it('finds none in what is no schema', () => {
    expect(entitiesOf('type {', [])).toEqual([]);
  });
});
