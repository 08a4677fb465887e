import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subscribe } from '../../scripts/clone/graphql-client.ts';
import { Tab } from './client.ts';
import { type JourneyPlatform, startJourneyPlatform } from './platform.ts';
import { CREATE_POST } from './support/create-post.ts';
import { openTabs, type TabOf } from './support/open-tabs.ts';
import { until } from './until.ts';

let platform: JourneyPlatform;
let tabOf: TabOf;
beforeAll(async () => {
  platform = await startJourneyPlatform();
  tabOf = await openTabs(platform.url);
});
afterAll(() => platform.stop());

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
    const { data } = await editor.ask(CREATE_POST, { input: { title: 'Live', body: 'Now.' } });
    const { id } = data.createPost.post;
    expect(data.createPost.post.author).toEqual({ name: 'Eva Editor', role: { name: 'Editor' } });
    const { value } = await feed.next();
    expect(value).toMatchObject({
      data: { postCreated: { id, title: 'Live', author: { name: 'Eva Editor' } } },
    });
    const own = await (await tabOf('editor', 'acme')).ask(CREATE_POST, {
      input: { title: 'Acme', body: 'x' },
    });
    const { value: next } = await foreign.next();
    expect(next).toMatchObject({ data: { postCreated: { id: own.data.createPost.post.id } } });
    await Promise.all([feed.return(undefined), foreign.return(undefined)]);
  });

  it('edits, publishes, finds and deletes', async () => {
    const editor = await tabOf('editor');
    const { data } = await editor.ask(CREATE_POST, {
      input: { title: 'First title', body: 'Words.' },
    });
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
