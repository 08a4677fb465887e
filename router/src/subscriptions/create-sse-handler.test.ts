import { describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { createDoorSuite, subscribed } from './testing/door-suite.ts';
import { post } from './testing/hub-suite.ts';
import type { Door } from './testing/start-door.ts';
import { aViewer } from './testing/viewers.ts';

const QUERY = 'subscription { postCreated { id } }';
const { start, onEnd } = createDoorSuite();

function client(door: Door, token?: string) {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const made = createClient({ url: door.url, headers, retryAttempts: 0 });
  onEnd(() => made.dispose());
  return made;
}

describe('the unmodified graphql-sse client', () => {
  it('receives events and continues after them with resumeFrom', async () => {
    const door = await start();
    const viewer = aViewer();
    const token = door.signIn(viewer);
    const events = client(door, token).iterate({ query: QUERY });
    const first = events.next();
    await subscribed(door);
    door.log.emit(post(viewer.tenantId, '1'));
    const { value } = await first;
    expect(value).toEqual({
      data: { postCreated: { id: '1' } },
      extensions: { cursor: expect.any(String) },
    });
    await events.return?.();
    door.log.emit(post(viewer.tenantId, '2'));
    const extensions = { resumeFrom: value?.extensions?.cursor };
    const resumed = client(door, token).iterate({ query: QUERY, extensions });
    expect((await resumed.next()).value?.data).toEqual({ postCreated: { id: '2' } });
  });

  it('sends queries and mutations: one next, then complete', async () => {
    const door = await start();
    const viewer = aViewer();
    const results = [];
    for (const query of ['{ whoami }', 'mutation { greet }']) {
      for await (const result of client(door, door.signIn(viewer)).iterate({ query }))
        results.push(result);
    }
    expect(results).toEqual([{ data: { whoami: viewer.userId } }, { data: { greet: 'by sse' } }]);
  });

  it('is told faults in the stream, then complete', async () => {
    const door = await start();
    const token = door.signIn(aViewer({ permissions: [] }));
    const codes = [];
    for (const query of [QUERY, '{ nope }', '{']) {
      for await (const { errors } of client(door, token).iterate({ query })) {
        codes.push(errors?.[0]?.extensions.code);
      }
    }
    expect(codes).toEqual([
      'UNAUTHORIZED_FIELD_OR_TYPE',
      'GRAPHQL_VALIDATION_FAILED',
      'GRAPHQL_PARSE_FAILED',
    ]);
  });

  it('receives TOKEN_EXPIRED with a cursor, then complete, when the token has run out', async () => {
    const door = await start();
    const token = door.signIn(aViewer(), Date.now() + 200);
    const results = [];
    for await (const result of client(door, token).iterate({ query: QUERY })) results.push(result);
    expect(results.map(({ errors }) => errors?.[0]?.extensions)).toEqual([
      { code: 'TOKEN_EXPIRED', cursor: expect.any(String) },
    ]);
  });
});
