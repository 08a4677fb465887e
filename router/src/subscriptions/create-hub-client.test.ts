import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { createHubSuite, post } from './testing/hub-suite.ts';
import { ids, open, operate, take } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const start = createHubSuite();

describe('a token that runs out', () => {
  it('ends each subscription with TOKEN_EXPIRED and its cursor, and refuses further operations', async () => {
    let now = 1_000;
    const { log, connect } = start(createNewsGraph(), {}, { now: () => now });
    const viewer = aViewer();
    const client = connect(viewer, 2_000);
    const stream = await open(client);
    log.emit(post(viewer.tenantId, '1'));
    const [message] = await take(stream, 1);
    now = 2_000;
    const error = await stream.next().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GraphQLError);
    expect((error as GraphQLError).extensions).toMatchObject({
      code: 'TOKEN_EXPIRED',
      cursor: message?.extensions?.cursor,
    });
    expect(await operate(client, '{ hello }')).toMatchObject({
      errors: [{ extensions: { code: 'TOKEN_EXPIRED' } }],
    });
  });

  it('goes on when it is renewed, for the same session and tenant only', async () => {
    let now = 1_000;
    const { log, connect } = start(createNewsGraph(), {}, { now: () => now });
    const viewer = aViewer();
    const client = connect(viewer, 2_000);
    const stream = await open(client);
    const identity = { viewer, tokenState: 'valid', expiresAt: 9_000 } as const;
    const renewals = [
      { ...identity, viewer: { ...viewer, sessionId: 'x' } },
      { ...identity, viewer: { ...viewer, tenantId: 'x' } },
      { ...identity, viewer: { ...viewer, userId: 'x' } },
      { ...identity, viewer: null },
    ].map((other) => client.renew(other));
    expect(renewals).toEqual([false, false, false, false]);
    expect(client.renew(identity)).toBe(true);
    now = 3_000;
    log.emit(post(viewer.tenantId, '1'));
    expect(ids(await take(stream, 1))).toEqual(['1']);
  });

  it('makes nobody out of an anonymous client', () => {
    const { connect } = start(createNewsGraph());
    const viewer = aViewer();
    expect(connect(null).renew({ viewer, tokenState: 'valid', expiresAt: null })).toBe(false);
  });
});

describe('a session that is revoked', () => {
  it('ends its clients at once, by call and by event, and no other', async () => {
    const { hub, log, connect, ended } = start(createNewsGraph());
    const viewer = aViewer();
    const [byCall, byEvent, stays] = ['call', 'event', 'stays'].map((sessionId) =>
      connect({ ...viewer, sessionId }),
    );
    if (!byCall || !byEvent || !stays) throw new Error('three clients');
    const streams = [await open(byCall), await open(byEvent), await open(stays)];
    hub.endSession('call');
    expect(byCall.left).toEqual(['session']);
    const { tenantId } = viewer;
    log.emit({ tenantId, name: 'session:revoked', data: { sessionId: 'event' } });
    const errors = await Promise.all(
      streams.slice(0, 2).map((stream) => stream.next().catch((thrown: unknown) => thrown)),
    );
    expect(errors.map((error) => (error as GraphQLError).extensions?.code)).toEqual([
      'SESSION_ENDED',
      'SESSION_ENDED',
    ]);
    expect(byEvent.left).toEqual(['session']);
    log.emit(post(tenantId, '3'));
    const [, , third] = streams;
    expect(third && ids(await take(third, 1))).toEqual(['3']);
    expect(stays.left).toEqual([]);
    expect(ended).toEqual(['session', 'session']);
  });
});
