import { describe, expect, it } from '@jest/globals';
import { readAuditSearch, toAuditFilter } from './audit-search.ts';

const read = (query: string) => toAuditFilter(readAuditSearch(new URLSearchParams(query)));
const ANY = { action: null, target: null, outcome: null, actorId: null, from: null, to: null };

describe('an audit search', () => {
  it('that says nothing asks for everything', () => {
    expect(read('')).toEqual(ANY);
    expect(read('action=%20&from=nonsense&to=')).toEqual(ANY);
  });

  it('looks for text at the beginning, and for whole days', () => {
    expect(read('action=create&target=Post:*&outcome=OK&from=2026-11-24&to=2026-11-24')).toEqual({
      ...ANY,
      action: 'create*',
      target: 'Post:*',
      outcome: 'OK',
      from: new Date(2026, 10, 24).toISOString(),
      to: new Date(2026, 10, 25).toISOString(),
    });
  });
});
