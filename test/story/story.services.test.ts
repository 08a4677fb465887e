import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, signIn, subscribe } from '../../scripts/clone/graphql-client.ts';
import { startPlatform } from '../web/platform.ts';
import { createStory, type Story } from './story.ts';

const PLATFORMS = [
  { name: 'separate processes, PostgreSQL and Redis', script: 'dev', variables: {} },
  {
    name: 'embedded defaults, one process',
    script: 'start',
    variables: { GESTAS_REDIS: 'off' },
  },
] as const;

describe.each(PLATFORMS)('the first five minutes: $name', ({ script, variables }) => {
  let story: Story;

  beforeAll(async () => {
    story = await createStory(await startPlatform(variables, script));
  }, 300_000);

  afterAll(() => story.platform.stop(), 60_000);

  it('every plugin is ready', async () => {
    const { plugins } = await story.as('admin')<{ plugins: { name: string; status: string }[] }>(
      '{ plugins { name status instances { id url lastHeartbeatAt } } }',
    );
    expect(plugins.map(({ name, status }) => `${name} ${status}`).sort()).toEqual(
      ['ai-framework', 'analytics', 'auth', 'cms', 'notifications', 'system'].map(
        (name) => `plugin-${name} READY`,
      ),
    );
  });

  it('every plugin answers many at once, with every connection it may open', async () => {
    const questions = [
      '{ posts(first: 5) { nodes { title author { name } views } } }',
      '{ notifications(first: 5) { unreadCount nodes { id } } }',
      '{ users(first: 5) { nodes { name role { name } } } }',
      '{ metric(name: "posts.created") { total } }',
      '{ generations(first: 5) { totalCount } }',
      '{ me { name email } }',
    ];
    const many = Array.from({ length: 10 }, () => questions).flat();
    await Promise.all(many.map((question) => story.as('admin')(question)));
  });

  it('a post in one window moves feed, counter and notification of the other', async () => {
    const { routerUrl: url } = story.platform;
    const viewer = await signIn(url, 'viewer@demo.test');
    const feed = subscribe(
      url,
      viewer,
      'subscription { postCreated { id title author { name } views } }',
    );
    const counter = subscribe(
      url,
      viewer,
      'subscription { metricUpdated(name: "posts.created") { name value } }',
    );
    const bell = subscribe(
      url,
      viewer,
      'subscription { notificationReceived { id title readAt } }',
    );
    await Promise.all([feed.next(), counter.next(), bell.next()]);
    const before = await story.total('posts.created');
    const { id } = await story.post('Open day');
    const [post, point, notification] = await Promise.all([
      feed.next(),
      counter.next(),
      bell.next(),
    ]);
    expect(post.value).toEqual({
      data: { postCreated: { id, title: 'Open day', author: { name: 'Eva Editor' }, views: 0 } },
      extensions: expect.anything(),
    });
    expect(point.value).toMatchObject({ data: { metricUpdated: { name: 'posts.created' } } });
    expect(notification.value).toMatchObject({
      data: { notificationReceived: { title: expect.stringContaining('Open day'), readAt: null } },
    });
    expect(await story.total('posts.created')).toBe(before + 1);
    await Promise.all([feed.return(undefined), counter.return(undefined), bell.return(undefined)]);
  });

  it('a view counts, and one query joins posts, their authors and their views', async () => {
    const { id } = await story.post('Counted');
    const query = 'query ($id: ID!) { post(id: $id) { title author { name } views } }';
    const seen = () => story.as('viewer')<{ post: unknown }>(query, { id });
    const shape = { title: 'Counted', author: { name: 'Eva Editor' } };
    expect(await seen()).toEqual({ post: { ...shape, views: 0 } });
    await story.as('viewer')(
      'mutation ($input: RecordViewInput!) { recordView(input: $input) { post { id views } } }',
      {
        input: { postId: id },
      },
    );
    expect(await seen()).toEqual({ post: { ...shape, views: 1 } });
  });

  it('the inbox counts what is unread until it is read', async () => {
    const inbox = () =>
      story.as('viewer')<{
        notifications: { unreadCount: number; nodes: { id: string; readAt: string | null }[] };
      }>('{ notifications(first: 50) { unreadCount nodes { id readAt } } }');
    const { notifications } = await inbox();
    const unread = notifications.nodes.find(({ readAt }) => readAt === null);
    await story.as('viewer')(
      'mutation ($input: MarkNotificationReadInput!) { markNotificationRead(input: $input) { notification { readAt } } }',
      { input: { id: unread?.id } },
    );
    expect((await inbox()).notifications.unreadCount).toBe(notifications.unreadCount - 1);
  });

  it('an invited person chooses a password and is let in, as far as the role goes', async () => {
    const admin = story.as('admin');
    const { createRole } = await admin<{ createRole: { role: { id: string } } }>(
      'mutation ($input: CreateRoleInput!) { createRole(input: $input) { role { id permissions } } }',
      { input: { name: 'Writers', permissions: ['cms:post:read', 'cms:post:create'] } },
    );
    const { createUser } = await admin<{ createUser: { invitationUrl: string } }>(
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { invitationUrl } }',
      { input: { email: 'nora@demo.test', name: 'Nora', roleIds: [createRole.role.id] } },
    );
    const token = new URL(createUser.invitationUrl).hash.slice(1);
    const accept = `mutation ($input: AcceptInvitationInput!) {
      acceptInvitation(input: $input) { ... on Session { accessToken permissions viewer { name status } } }
    }`;
    const input = { token, password: 'a long enough password' };
    const { acceptInvitation: session } = await story.retried(() =>
      ask<{ acceptInvitation: { accessToken: string } }>(story.platform.routerUrl, null, accept, {
        input,
      }),
    );
    expect(session).toMatchObject({
      permissions: ['cms:post:create', 'cms:post:read'],
      viewer: { name: 'Nora', status: 'ACTIVE' },
    });
    await expect(ask(story.platform.routerUrl, null, accept, { input })).rejects.toThrow();
    const reads = () =>
      ask(story.platform.routerUrl, session.accessToken, '{ posts(first: 1) { totalCount } }');
    await reads();
    await admin(
      'mutation ($input: UpdateRoleInput!) { updateRole(input: $input) { role { id } } }',
      {
        input: { id: createRole.role.id, permissions: ['cms:post:create'] },
      },
    );
    await story.until(() =>
      reads().then(
        () => false,
        (error: Error) => error.message.includes('FORBIDDEN'),
      ),
    );
  });

  it('a question is answered from the documents, with sources', async () => {
    const { searchKnowledge } = await story.as('editor')<{ searchKnowledge: { source: string }[] }>(
      '{ searchKnowledge(query: "cómo se declara un evento de un plugin", first: 5) { id title source score } }',
    );
    expect(searchKnowledge.length).toBeGreaterThan(0);
    const { askChat } = await story.as('editor')<{ askChat: { chat: { id: string } } }>(
      'mutation ($input: AskChatInput!) { askChat(input: $input) { chat { id } } }',
      { input: { text: 'How does a plugin announce an event?' } },
    );
    type Message = { role: string; citations: unknown[]; generator: { isModel: boolean } | null };
    const chat = async () =>
      (
        await story.as('editor')<{ chat: { messages: Message[] } }>(
          'query ($id: ID!) { chat(id: $id) { messages { role text citations { source } generator { isModel } } } }',
          { id: askChat.chat.id },
        )
      ).chat.messages;
    await story.until(async () => (await chat()).some(({ citations }) => citations.length > 0));
    expect((await chat()).find(({ citations }) => citations.length > 0)?.generator).toEqual({
      isModel: false,
    });
  });

  it('a prompt becomes a plugin that all gates passed, and is accepted', async () => {
    const { startGeneration } = await story.as('admin')<{
      startGeneration: { generation: { id: string } };
    }>(
      'mutation ($input: StartGenerationInput!) { startGeneration(input: $input) { generation { id status } } }',
      { input: { prompt: 'Crea un controlador de productos', language: 'es' } },
    );
    const { id } = startGeneration.generation;
    const run = async () =>
      (
        await story.as('admin')<{
          generation: { status: string; verdict: unknown; files: { path: string }[] };
        }>(
          `query ($id: ID!) { generation(id: $id) {
          status generator { kind isModel } assumptions files { path } verdict { decision issues { code } checks { gate status } }
        } }`,
          { id },
        )
      ).generation;
    await story.until(async () => (await run()).status !== 'RUNNING');
    const { status, verdict, files } = await run();
    expect({ status, verdict }).toMatchObject({
      status: 'NEEDS_REVIEW',
      verdict: { decision: 'APPROVE', issues: [] },
    });
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['manifest.json', 'schema.graphql']),
    );
    const { acceptGeneration } = await story.as('admin')<{ acceptGeneration: unknown }>(
      'mutation ($input: AcceptGenerationInput!) { acceptGeneration(input: $input) { generation { status } } }',
      { input: { id } },
    );
    expect(acceptGeneration).toEqual({ generation: { status: 'ACCEPTED' } });
  });

  it('the audit log tells who did what', async () => {
    type Entry = { action: string; outcome: string; actor: { email: string } | null };
    const { auditEntries } = await story.as('admin')<{ auditEntries: { nodes: Entry[] } }>(
      '{ auditEntries(first: 100) { nodes { action target outcome requestId actor { email } } } }',
    );
    const told = auditEntries.nodes.map(({ action, actor }) => `${actor?.email} ${action}`);
    expect(told).toEqual(
      expect.arrayContaining(['editor@demo.test createPost', 'admin@demo.test createUser']),
    );
  });
});
