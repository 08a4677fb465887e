import { describe, expect, it } from '@jest/globals';
import type { ConnectionManager } from '../../../connection/connection-manager.ts';
import { createFetcher } from './create-fetcher.ts';

/** A connection that notes what reaches it. */
function noting() {
  const executed: unknown[] = [];
  const subscribed: unknown[] = [];
  const connection = {
    async execute(payload: object, options: object) {
      executed.push({ ...payload, ...options });
      return { status: 200, requestId: 'r', data: {} };
    },
    subscribe(payload: object) {
      subscribed.push(payload);
      return () => undefined;
    },
  } as unknown as ConnectionManager; // the two functions that a fetcher calls
  return { executed, subscribed, fetcher: createFetcher(connection) };
}

const ONE = 'subscription PostCreated { postCreated { id } }';
const TWO = 'query Me { me { id } } mutation Leave { logout { ok } }';

describe('createFetcher', () => {
  it('sends queries, and tells which may be repeated', async () => {
    const { executed, fetcher } = noting();
    await fetcher({ query: TWO, operationName: 'Me' });
    await fetcher({ query: TWO, operationName: 'Leave' });
    expect(executed).toMatchObject([
      { operationName: 'Me', isRepeatable: true },
      { operationName: 'Leave', isRepeatable: false },
    ]);
  });

  it('runs the only operation when the name is still that of the tab before', () => {
    const { executed, subscribed, fetcher } = noting();
    const events = fetcher({ query: ONE, operationName: 'Me' });
    (events as { subscribe(observer: object): unknown }).subscribe({});
    expect(subscribed).toMatchObject([{ query: ONE, operationName: 'PostCreated' }]);
    expect(executed).toEqual([]);
  });

  it('leaves it to the router to refuse a name that says none of several', async () => {
    const { executed, fetcher } = noting();
    await fetcher({ query: TWO, operationName: 'Other' });
    expect(executed).toMatchObject([{ operationName: 'Other', isRepeatable: false }]);
  });
});
