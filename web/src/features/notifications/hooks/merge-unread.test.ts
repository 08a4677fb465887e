import { describe, expect, it } from '@jest/globals';
import { mergeReceived, unseenOf } from './merge-unread.ts';

const at = (minute: number, readAt: string | null = null) => ({
  id: `n${minute}`,
  createdAt: new Date(minute * 60_000).toISOString(),
  readAt,
});

describe('mergeReceived', () => {
  it('counts what came after the snapshot, once', () => {
    const snapshot = { nodes: [at(5), at(4)], unreadCount: 7 };
    const { latest, unread } = mergeReceived(snapshot, [at(7), at(6), at(5)], 3);
    expect(latest.map(({ id }) => id)).toEqual(['n7', 'n6', 'n5']);
    expect(unread).toBe(9);
  });

  it('does not count what was read meanwhile', () => {
    const snapshot = { nodes: [at(5)], unreadCount: 1 };
    expect(mergeReceived(snapshot, [at(6, 'now')], 3).unread).toBe(1);
  });

  it('takes everything received when the inbox was empty', () => {
    expect(mergeReceived({ nodes: [], unreadCount: 0 }, [at(1)], 3).unread).toBe(1);
  });
});

describe('unseenOf', () => {
  it('leaves out what the snapshot has pushed off its end', () => {
    expect(unseenOf({ nodes: [at(9), at(8)], unreadCount: 9 }, [at(3)])).toEqual([]);
  });
});
