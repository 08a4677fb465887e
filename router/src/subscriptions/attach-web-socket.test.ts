import { describe, expect, it } from '@jest/globals';
import { CLOSE_CODES } from './close-codes.ts';
import { createDoorSuite, subscribed } from './testing/door-suite.ts';
import { post } from './testing/hub-suite.ts';
import { aViewer } from './testing/viewers.ts';

const QUERY = 'subscription { postCreated { id } }';
const { client, start } = createDoorSuite();

describe('the unmodified graphql-ws client', () => {
  it('receives events with a cursor, and continues after them with resumeFrom', async () => {
    const door = await start();
    const viewer = aViewer();
    const token = door.signIn(viewer);
    const first = client(door, `Bearer ${token}`);
    const events = first.iterate({ query: QUERY });
    const begun = events.next();
    await subscribed(door);
    door.log.emit(post(viewer.tenantId, '1'));
    const { value } = await begun;
    expect(value).toEqual({
      data: { postCreated: { id: '1' } },
      extensions: { cursor: expect.any(String) },
    });
    await events.return?.();
    await first.dispose();
    door.log.emit(post(viewer.tenantId, '2'));
    const resumeFrom = value?.extensions?.cursor;
    const resumed = client(door, token).iterate({ query: QUERY, extensions: { resumeFrom } });
    expect((await resumed.next()).value?.data).toEqual({ postCreated: { id: '2' } });
  });

  it('sends queries and mutations over the same socket', async () => {
    const door = await start();
    const viewer = aViewer();
    const sender = client(door, door.signIn(viewer));
    const ask = async (query: string) => (await sender.iterate({ query }).next()).value;
    expect(await ask('{ hello whoami }')).toEqual({
      data: { hello: 'Hello', whoami: viewer.userId },
    });
    expect(await ask('mutation { greet }')).toEqual({ data: { greet: 'by websocket' } });
  });

  it('is told by an error, without a stream, what can not be subscribed', async () => {
    const door = await start();
    const viewer = aViewer({ permissions: [] });
    const failures = await Promise.all(
      [QUERY, 'subscription { nope }', '{'].map((query) =>
        client(door, door.signIn(viewer))
          .iterate({ query })
          .next()
          .catch((error: unknown) => error),
      ),
    );
    const codes = failures.map((errors) =>
      (errors as readonly { extensions: { code: string } }[]).map(
        ({ extensions }) => extensions.code,
      ),
    );
    expect(codes).toEqual([
      ['UNAUTHORIZED_FIELD_OR_TYPE'],
      ['GRAPHQL_VALIDATION_FAILED'],
      ['GRAPHQL_PARSE_FAILED'],
    ]);
  });

  it('is anonymous without a token', async () => {
    const door = await start();
    const { value } = await client(door).iterate({ query: '{ whoami }' }).next();
    expect(value?.data).toEqual({ whoami: 'nobody' });
  });

  it('is told its cursor, then closed with a code after which it connects again, by a shutdown', async () => {
    const door = await start();
    const viewer = aViewer();
    const stream = client(door, door.signIn(viewer)).iterate({ query: QUERY });
    const first = stream.next();
    await subscribed(door);
    door.log.emit(post(viewer.tenantId, '1'));
    const cursor = (await first).value?.extensions?.cursor;
    const farewell = stream.next();
    const closed = stream.next().catch((error: unknown) => error);
    await door.stop();
    expect((await farewell).value?.extensions).toEqual({
      cursor,
      retryAfterMs: expect.any(Number),
    });
    expect(await closed).toMatchObject(CLOSE_CODES.restarting);
  });
});
