import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importJWK, SignJWT } from 'jose';
import { subscribe } from '../../scripts/clone/graphql-client.ts';
import { Tab } from './client.ts';
import { type JourneyPlatform, startJourneyPlatform } from './platform.ts';
import { until } from './until.ts';

let platform: JourneyPlatform;
const tabs = new Map<string, Tab>();

/** Suites sign in once per person and reuse the session. */
async function tabOf(login: string, slug = 'demo'): Promise<Tab> {
  const key = `${login}@${slug}`;
  const tab = tabs.get(key) ?? new Tab(platform.url);
  if (!tabs.has(key)) {
    await tab.signIn(login, slug);
    tabs.set(key, tab);
  }
  return tab;
}

beforeAll(async () => {
  platform = await startJourneyPlatform();
  // The first sign-in loads the hashing library; on a busy machine that may outlast a plugin's 5 s.
  await until(async () => !(await new Tab(platform.url).signIn('admin')).errors);
});
afterAll(() => platform.stop());

const CREATE =
  'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id title author { name role { name } } } } }';

describe('the path', () => {
  it('signs in, and answers below the session as the user just signed in', async () => {
    const answer = await new Tab(platform.url).signIn('editor');
    expect(answer.errors).toBeUndefined();
    expect(answer.data.login).toMatchObject({
      viewer: { email: 'editor@demo.test', name: 'Eva Editor', role: { name: 'Editor' } },
      permissions: [
        'ai:*',
        'analytics:metric:read',
        'cms:*',
        'notifications:*',
        'system:user:read',
      ],
    });
    expect(answer.cookies).toHaveLength(1);
    expect(answer.cookies[0]).toMatch(/^gestas_refresh_[0-9a-f]{16}=.+HttpOnly.*SameSite=Strict/);
  });

  it('carries a new post to a subscriber of the tenant, resolved across plugins, and to no other tenant', async () => {
    const [editor, viewer, stranger] = [
      await tabOf('editor'),
      await tabOf('viewer'),
      await tabOf('viewer', 'acme'),
    ];
    const query = 'subscription { postCreated { id title author { name } } }';
    const feed = subscribe(platform.url, viewer.token ?? '', query);
    const foreign = subscribe(platform.url, stranger.token ?? '', query);
    await Promise.all([feed.next(), foreign.next()]);
    const { data } = await editor.ask(CREATE, { input: { title: 'Live', body: 'Now.' } });
    const { id } = data.createPost.post;
    expect(data.createPost.post.author).toEqual({ name: 'Eva Editor', role: { name: 'Editor' } });
    const { value } = await feed.next();
    expect(value).toMatchObject({
      data: { postCreated: { id, title: 'Live', author: { name: 'Eva Editor' } } },
    });
    const own = await (await tabOf('editor', 'acme')).ask(CREATE, {
      input: { title: 'Acme', body: 'x' },
    });
    const { value: next } = await foreign.next();
    expect(next).toMatchObject({ data: { postCreated: { id: own.data.createPost.post.id } } });
    await Promise.all([feed.return(undefined), foreign.return(undefined)]);
  });

  it('edits, publishes, finds and deletes', async () => {
    const editor = await tabOf('editor');
    const { data } = await editor.ask(CREATE, { input: { title: 'First title', body: 'Words.' } });
    const { id } = data.createPost.post;
    await editor.ask(
      'mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { id } } }',
      {
        input: { id, title: 'Second title' },
      },
    );
    await editor.ask(
      'mutation ($input: PublishPostInput!) { publishPost(input: $input) { post { id } } }',
      { input: { id } },
    );
    const viewer = await tabOf('viewer');
    const found = await viewer.ask(
      '{ posts(filter: { search: "second", status: PUBLISHED }) { totalCount nodes { title author { name posts { totalCount } } } } }',
    );
    expect(found.errors).toBeUndefined();
    expect(found.data.posts).toMatchObject({
      totalCount: 1,
      nodes: [{ title: 'Second title', author: { name: 'Eva Editor' } }],
    });
    await editor.ask('mutation ($input: DeletePostInput!) { deletePost(input: $input) { id } }', {
      input: { id },
    });
    expect((await viewer.ask('query ($id: ID!) { post(id: $id) { id } }', { id })).data).toEqual({
      post: null,
    });
  });

  it('creates an invited user with a link, whose token auth keeps as a hash', async () => {
    const admin = await tabOf('admin');
    const { data: roles } = await admin.ask('{ roles { id name } me { name } tenant { slug } }');
    expect(roles).toMatchObject({ me: { name: 'Ada Admin' }, tenant: { slug: 'demo' } });
    const role = roles.roles.find(({ name }: { name: string }) => name === 'Viewer');
    const { data } = await admin.ask(
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id status email } invitationUrl } }',
      { input: { email: 'New@Demo.test', name: 'New', roleIds: [role.id] } },
    );
    expect(data.createUser.user).toMatchObject({ status: 'INVITED', email: 'new@demo.test' });
    expect(data.createUser.invitationUrl).toMatch(/^http:\/\/localhost:5173\/invitation#/);
    await until(async () => {
      const rows = await platform.database.query(
        'SELECT 1 FROM auth.invitations WHERE user_id = $1',
        [data.createUser.user.id],
      );
      return rows.length === 1;
    });
  });
});

describe('sessions', () => {
  const REFRESH = 'mutation { refreshSession { id accessToken viewer { name } } }';

  it('refreshes with the cookie of the session the tab names, two sessions in one browser', async () => {
    const browser = new Tab(platform.url);
    await browser.signIn('editor');
    const editorSession = browser.session;
    browser.token = null;
    await browser.signIn('viewer');
    browser.token = null;
    expect(browser.cookies.size).toBe(2);
    expect((await browser.ask(REFRESH)).data.refreshSession.viewer.name).toBe('Víctor Viewer');
    browser.session = editorSession;
    expect((await browser.ask(REFRESH)).data.refreshSession.viewer.name).toBe('Eva Editor');
  });

  it('ends the family when a refresh token is used after its grace', async () => {
    const tab = new Tab(platform.url);
    await tab.signIn('viewer');
    const stolen = new Map(tab.cookies);
    await tab.ask(REFRESH);
    await platform.database.query(
      "UPDATE auth.refresh_tokens SET used_at = used_at - interval '1 minute' WHERE used_at IS NOT NULL",
    );
    const thief = new Tab(platform.url);
    thief.session = tab.session;
    for (const [name, value] of stolen) thief.cookies.set(name, value);
    expect((await thief.ask(REFRESH)).errors?.[0]?.extensions?.code).toBe('SESSION_ENDED');
    tab.token = null;
    expect((await tab.ask(REFRESH)).errors?.[0]?.extensions?.code).toBe('SESSION_ENDED');
  });

  it('ends with logout: neither cookie nor access token work any longer', async () => {
    const tab = new Tab(platform.url);
    await tab.signIn('viewer');
    expect((await tab.ask('{ me { name } }')).data.me.name).toBe('Víctor Viewer');
    const cookies = new Map(tab.cookies);
    expect((await tab.ask('mutation { logout { ok } }')).data).toEqual({ logout: { ok: true } });
    expect(tab.cookies.size).toBe(0);
    for (const [name, value] of cookies) tab.cookies.set(name, value);
    expect((await tab.ask('{ me { name } }')).status).toBe(401);
    tab.token = null;
    expect((await tab.ask(REFRESH)).errors?.[0]?.extensions?.code).toBe('SESSION_ENDED');
  });
});

describe('bad input', () => {
  const code = (answer: {
    errors?: { extensions?: Record<string, unknown> | undefined }[] | undefined;
  }) => answer.errors?.[0]?.extensions?.code;

  it('answers a wrong password, an unknown user and an unknown tenant alike', async () => {
    const tab = new Tab(platform.url);
    const [password, user, tenant] = [
      await tab.signIn('editor', 'demo', 'wrong'),
      await tab.signIn('nobody', 'demo'),
      await tab.signIn('editor', 'nowhere'),
    ];
    expect(code(password)).toBe('UNAUTHENTICATED');
    expect(user.errors).toEqual(password.errors);
    expect(tenant.errors).toEqual(password.errors);
  });

  it('names missing and malformed fields', async () => {
    const editor = await tabOf('editor');
    const missing = await editor.ask(CREATE, { input: { body: 'x' } });
    expect(code(missing)).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(missing.errors)).toMatch(/title/);
    const malformed = await editor.ask(CREATE, { input: { title: '', body: 'x' } });
    expect(malformed.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { title: 'must not be empty' },
    });
  });

  it('answers a foreign id exactly like a random one', async () => {
    const acme = await tabOf('editor', 'acme');
    const { data } = await acme.ask(CREATE, { input: { title: 'Theirs', body: 'x' } });
    const editor = await tabOf('editor');
    const UPDATE =
      'mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { id } } }';
    const update = (id: string) => editor.ask(UPDATE, { input: { id, title: 'Mine' } });
    const foreign = await update(data.createPost.post.id);
    expect(foreign).toEqual(await update(randomUUID()));
    expect(code(foreign)).toBe('NOT_FOUND');
  });

  it('removes a forbidden field with one error and answers the rest', async () => {
    const viewer = await tabOf('viewer');
    const { data, errors } = await viewer.ask('{ me { name } roles { name } }');
    expect(data).toBeNull(); // `roles` is non-null: its refusal takes the whole answer, as the schema says
    expect(errors).toEqual([
      expect.objectContaining({
        path: ['roles'],
        extensions: expect.objectContaining({
          code: 'UNAUTHORIZED_FIELD_OR_TYPE',
          reason: 'FORBIDDEN',
        }),
      }),
    ]);
    const refused = await viewer.ask(CREATE, { input: { title: 'x', body: 'x' } });
    expect(code(refused)).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
  });

  it.each([
    ['malformed JSON', '{', {}, 400],
    ['a wrong content type', '{ __typename }', { 'content-type': 'text/plain' }, 415],
    [
      'an oversized body',
      JSON.stringify({ query: `{ __typename } #${'x'.repeat(3_000_000)}` }),
      {},
      413,
    ],
    ['no query', '{}', {}, 400],
    // GraphQL over HTTP, section 6.4.1: in application/json a document that does not validate is answered with 200.
    ['an unknown field', '{"query":"{ nothing }"}', {}, 200],
    ['an unknown operation', '{"query":"query A { __typename }","operationName":"B"}', {}, 200],
    ['a forged token', '{"query":"{ __typename }"}', { authorization: 'Bearer a.b.c' }, 401],
  ])('refuses %s with a typed error', async (_name, body, headers, status) => {
    const answer = await new Tab(platform.url).send(body, headers);
    expect(answer.errors?.[0]?.extensions?.code).toEqual(expect.any(String));
    expect(answer.status).toBe(status);
  });

  it('refuses an expired token, but lets it sign in again', async () => {
    const key = platform.secrets.signingKey('auth');
    const claims = JSON.parse(
      Buffer.from((await tabOf('viewer')).token?.split('.')[1] ?? '', 'base64url').toString(),
    );
    const now = Math.floor(Date.now() / 1000);
    const tab = new Tab(platform.url);
    tab.token = await new SignJWT({ ...claims, iat: now - 900, nbf: now - 900, exp: now - 300 })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key.kid })
      .sign(await importJWK(key, 'EdDSA'));
    const refused = await tab.ask('{ me { name } }');
    expect([refused.status, code(refused)]).toEqual([401, 'TOKEN_EXPIRED']);
    expect((await tab.signIn('viewer')).data.login.viewer.name).toBe('Víctor Viewer');
  });

  it('answers PLUGIN_UNAVAILABLE for a plugin that is down, and the rest as ever', async () => {
    const viewer = await tabOf('viewer');
    platform.down.add('plugin-cms');
    try {
      const { data, errors } = await viewer.ask('{ me { name } post(id: "x") { title } }');
      expect(data).toEqual({ me: { name: 'Víctor Viewer' }, post: null });
      expect(errors).toEqual([
        expect.objectContaining({
          path: ['post'],
          extensions: expect.objectContaining({ code: 'PLUGIN_UNAVAILABLE', plugin: 'plugin-cms' }),
        }),
      ]);
    } finally {
      platform.down.clear();
    }
  });
});
