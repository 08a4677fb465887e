import { beforeAll, describe, expect, it } from '@jest/globals';
import { createPlatform } from './testing/platform-world.ts';
import {
  anonymous,
  createPluginWorld,
  type PluginWorld,
  requestOf,
  signedIn,
  viewer,
} from './testing/plugin-world.ts';

const LOGIN = `mutation ($email: String!) {
  login(input: { tenant: "demo", email: $email, password: "x" }) {
    __typename
    ... on Session { accessToken permissions viewer { id name role { id } posts { totalCount nodes { title author { name } } } } }
    ... on SecondFactorRequired { challenge }
  }
}`;

describe('signing in', () => {
  let world: PluginWorld;
  let ended = 0;
  beforeAll(async () => {
    world = await createPluginWorld(await createPlatform(), {
      sessionPlugins: new Set(['plugin-auth']),
      establishing: new Map([
        ['plugin-auth', ['login', 'refreshSession']],
        ['plugin-cms', []],
      ]),
      onSessionEnded: () => {
        ended += 1;
      },
      verifyAccessToken: async (token) =>
        token === 'token-ann' ? { viewer: viewer(['cms:post:read']), expiresAt: 1 } : null,
    });
  });
  const login = (email: string, caller = anonymous()) =>
    world.answer(LOGIN, { variables: { email }, caller });

  it('answers what is below as the viewer just signed in, and asks the auth plugin first and once', async () => {
    world.sent.length = 0;
    const { result, setCookies } = await login('ann@demo.test');
    expect(result).toEqual({
      data: {
        login: {
          __typename: 'Session',
          accessToken: 'token-ann',
          permissions: ['cms:*'],
          viewer: {
            id: 'u1',
            name: 'User u1',
            role: { id: 'r1' },
            posts: { totalCount: 1, nodes: [{ title: 'Post p1', author: { name: 'User u1' } }] },
          },
        },
      },
    });
    expect(setCookies).toEqual([
      'gestas_refresh_abcdef=abcdef123; Max-Age=3600; Path=/; HttpOnly; SameSite=Strict; Secure',
    ]);
    const [first, ...rest] = world.sent;
    expect([first?.plugin, first?.caller.viewer, first?.retryable]).toEqual([
      'plugin-auth',
      null,
      false,
    ]);
    expect(rest.map(({ plugin }) => plugin)).not.toContain('plugin-auth');
    expect(rest.every(({ caller }) => caller.viewer?.permissions.includes('cms:post:read'))).toBe(
      true,
    );
    expect(JSON.stringify(world.log)).toContain('session extensions refused');
  });

  it('signs in somebody else than who asks', async () => {
    const { result } = await login('ann@demo.test', signedIn([]));
    expect(result.data).toMatchObject({ login: { viewer: { posts: { totalCount: 1 } } } });
    expect(result.errors).toBeUndefined();
  });

  it('stays anonymous below when no session was issued', async () => {
    const { result, setCookies } = await login('bob@demo.test');
    expect(result.data).toEqual({ login: { __typename: 'SecondFactorRequired', challenge: 'c1' } });
    expect(setCookies).toEqual([]);
  });

  it('stays anonymous below when the session does not verify', async () => {
    const { result } = await login('odd@demo.test');
    expect(result.data).toBeNull();
    expect(new Set(result.errors?.map(({ extensions }) => extensions?.['reason']))).toEqual(
      new Set(['UNAUTHENTICATED']),
    );
  });

  it('refuses to do anything else in the same operation', async () => {
    const refused = [
      'mutation { refreshSession { id } logout { ok } }',
      'mutation { a: refreshSession { id } b: refreshSession { id } }',
      'mutation { ...F } fragment F on Mutation { refreshSession { id } deletePost(input: { id: "1" }) { id } }',
      'mutation { refreshSession { id } other: logout @skip(if: true) { ok } }',
    ];
    for (const query of refused)
      await expect(world.ask(query)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(
      (await world.ask('mutation { __typename x: refreshSession { accessToken } }')).data,
    ).toEqual({ __typename: 'Mutation', x: { accessToken: 'token-ann' } });
  });

  it('needs HTTP', async () => {
    const caller = anonymous({ transport: 'websocket' });
    for (const query of ['mutation { refreshSession { id } }', 'mutation { logout { ok } }']) {
      await expect(world.ask(query, { caller })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    }
    expect((await world.ask('mutation { logout { ok } }')).data).toEqual({ logout: { ok: true } });
  });

  it('tells when a session has ended, and only then', async () => {
    ended = 0;
    await login('ann@demo.test');
    expect(ended).toBe(0);
    await world.ask('mutation { logout { ok } }');
    expect(ended).toBe(1);
  });

  it('is what an expired token may still do', async () => {
    const caller = anonymous({ tokenState: 'expired' });
    expect((await world.ask('mutation { logout { ok } }', { caller })).data).toEqual({
      logout: { ok: true },
    });
    await expect(world.ask('{ me { id } }', { caller })).rejects.toMatchObject({
      code: 'TOKEN_EXPIRED',
    });
  });

  it('lets a plugin without session cookies set none, whatever it is asked', async () => {
    const { result, setCookies } = await world.answer('{ me { name } }', { caller: signedIn([]) });
    expect([result.data, setCookies]).toEqual([{ me: { name: expect.any(String) } }, []]);
  });

  it('serves the three plugins to whom they are for', async () => {
    const query = '{ me { id } post(id: "p9") { title author { name email role { name } } } }';
    expect((await world.ask(query, { caller: signedIn(['cms:*']) })).errors).toBeUndefined();
    const refused = await world.ask(query, { caller: signedIn([]) });
    expect(refused.data).toMatchObject({ me: {}, post: null });
    expect((await world.ask(query)).data).toBeNull();
    const event = await world.graph.prepare(
      requestOf('subscription { postCreated { id } }'),
      signedIn(['cms:*']),
    );
    expect(world.graph.subscriptionSource(event, {})).toEqual({
      responseName: 'postCreated',
      fieldName: 'postCreated',
      plugin: 'plugin-cms',
      typeName: 'Post',
      arguments: {},
      event: {
        names: ['post:created'],
        key: { id: 'postId' },
        payload: false,
        match: [],
        viewer: null,
      },
    });
  });
});
