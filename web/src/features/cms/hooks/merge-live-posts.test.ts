import { describe, expect, it } from '@jest/globals';
import { mergeLivePosts, unseenPosts } from './merge-live-posts.ts';

const post = (id: string, minute: number) => ({
  id,
  status: 'DRAFT',
  createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
});
const ids = (posts: readonly { id: string }[]) => posts.map(({ id }) => id);

describe('unseenPosts', () => {
  const snapshot = { nodes: [post('c', 3), post('b', 2)], totalCount: 3 };

  it('counts a post that came after the snapshot', () => {
    expect(ids(unseenPosts(snapshot, [post('d', 4)]))).toEqual(['d']);
  });

  it('counts no post twice, whether its event came before or after the snapshot', () => {
    expect(unseenPosts(snapshot, [post('c', 3)])).toEqual([]);
    expect(unseenPosts(snapshot, [post('a', 1)])).toEqual([]);
  });

  it('counts the first post of an empty tenant', () => {
    expect(ids(unseenPosts({ nodes: [], totalCount: 0 }, [post('a', 1)]))).toEqual(['a']);
  });
});

describe('mergeLivePosts', () => {
  it('puts the newest first and keeps to the size', () => {
    const snapshot = { nodes: [post('c', 3), post('b', 2)], totalCount: 2 };
    expect(ids(mergeLivePosts(snapshot, [post('d', 4), post('c', 3), post('e', 5)], 3))).toEqual([
      'e',
      'd',
      'c',
    ]);
  });
});
