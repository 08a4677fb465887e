import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importJWK, SignJWT } from 'jose';
import { Tab } from './client.ts';
import { type JourneyPlatform, startJourneyPlatform } from './platform.ts';
import { CREATE_POST } from './support/create-post.ts';
import { openTabs, type TabOf } from './support/open-tabs.ts';

let platform: JourneyPlatform;
let tabOf: TabOf;
beforeAll(async () => {
  platform = await startJourneyPlatform();
  tabOf = await openTabs(platform.url);
});
afterAll(() => platform.stop());

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
    const missing = await editor.ask(CREATE_POST, { input: { body: 'x' } });
    expect(code(missing)).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(missing.errors)).toMatch(/title/);
    const malformed = await editor.ask(CREATE_POST, { input: { title: '', body: 'x' } });
    expect(malformed.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { title: 'must not be empty' },
    });
  });

  it('answers a foreign id exactly like a random one', async () => {
    const acme = await tabOf('editor', 'acme');
    const { data } = await acme.ask(CREATE_POST, { input: { title: 'Theirs', body: 'x' } });
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
    const refused = await viewer.ask(CREATE_POST, { input: { title: 'x', body: 'x' } });
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
