import { describe, expect, it } from '@jest/globals';
import { createNewsGraph } from './testing/create-news-graph.ts';
import { createHubSuite } from './testing/hub-suite.ts';
import { open, operate } from './testing/start-hub.ts';
import { aViewer } from './testing/viewers.ts';

const start = createHubSuite();

describe('who may subscribe', () => {
  it('refuses what the viewer may see nothing of, and opens no stream', async () => {
    const { connect } = start(createNewsGraph());
    const operation = await operate(
      connect(aViewer({ permissions: [] })),
      'subscription { postCreated { id } }',
    );
    expect(operation).toMatchObject({
      kind: 'refused',
      errors: [{ path: ['postCreated'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
    });
  });

  it('refuses events to anonymous visitors', async () => {
    const { connect } = start(createNewsGraph());
    const query = 'subscription { metricUpdated { value } }';
    expect(await operate(connect(null), query)).toMatchObject({
      kind: 'refused',
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  it('refuses what does not validate', async () => {
    const { connect } = start(createNewsGraph());
    const operation = await operate(connect(aViewer()), 'subscription { nope }');
    expect(operation).toMatchObject({
      kind: 'refused',
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });

  it('refuses the subscription beyond the cap of a client, and lets one in when one has left', async () => {
    const { connect } = start(createNewsGraph(), { perConnection: 3 });
    const client = connect(aViewer());
    const streams = [await open(client), await open(client), await open(client)];
    const query = 'subscription { postCreated { id } }';
    expect(await operate(client, query)).toMatchObject({
      errors: [{ extensions: { code: 'SUBSCRIPTION_LIMIT', maximum: 3 } }],
    });
    streams[0]?.stop();
    expect((await operate(client, query)).kind).toBe('stream');
  });

  it('counts operations that are still being prepared', async () => {
    const { connect } = start(createNewsGraph(), { perConnection: 3 });
    const client = connect(aViewer());
    const query = 'subscription { postCreated { id } }';
    const all = await Promise.all(Array.from({ length: 5 }, () => operate(client, query)));
    expect(all.map(({ kind }) => kind).sort()).toEqual([
      'refused',
      'refused',
      'stream',
      'stream',
      'stream',
    ]);
  });

  it('refuses the subscription beyond the cap of a tenant, and other tenants are unaffected', async () => {
    const { connect } = start(createNewsGraph(), { perTenant: 2 });
    const { tenantId } = aViewer();
    const query = 'subscription { postCreated { id } }';
    const clients = [1, 2, 3].map(() => connect(aViewer({ tenantId })));
    const answers = [];
    for (const client of clients) answers.push(await operate(client, query));
    expect(answers.map(({ kind }) => kind)).toEqual(['stream', 'stream', 'refused']);
    expect((await operate(connect(aViewer()), query)).kind).toBe('stream');
    clients[0]?.close();
    expect((await operate(connect(aViewer({ tenantId })), query)).kind).toBe('stream');
  });
});
