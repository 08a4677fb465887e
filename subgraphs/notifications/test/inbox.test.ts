import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type InboxWorld, type Person, startInboxWorld } from './support/inbox-world.ts';

let world: InboxWorld;
beforeAll(async () => {
  world = await startInboxWorld();
});
afterAll(() => world.stop());

const LIST = `query ($first: Int, $after: String, $unreadOnly: Boolean) {
  notifications(first: $first, after: $after, unreadOnly: $unreadOnly) {
    nodes { id title(language: "en") readAt createdAt } edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage endCursor } totalCount unreadCount
  }
}`;
const READ = `mutation ($input: MarkNotificationReadInput!) {
  markNotificationRead(input: $input) { notification { id readAt } }
}`;

/** A tenant with somebody who writes and somebody who reads. */
async function office() {
  const tenantId = await world.newTenant();
  const writer = world.person(tenantId, 'Wanda Writer', 'cms:*');
  const reader = world.person(tenantId, 'Rita Reader', 'cms:post:read');
  return { tenantId, writer, reader };
}

function created(tenantId: string, actor: Person | null, title: string) {
  const postId = randomUUID();
  world.worldOf(tenantId).posts.set(postId, title);
  const data = { postId, authorId: actor?.id ?? randomUUID() };
  return { name: 'post:created', actorId: actor?.id ?? null, data };
}

const list = async (tenantId: string, person: Person, variables = {}) =>
  (await world.ask(tenantId, person, LIST, variables)).data.notifications;

describe('notifications', () => {
  it('are a page, newest first, of the viewer alone', async () => {
    const { tenantId, writer, reader } = await office();
    const titles = Array.from({ length: 7 }, (_, place) => `Post ${place}`);
    await world.announce(tenantId, ...titles.map((title) => created(tenantId, writer, title)));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { nodes, pageInfo, totalCount, unreadCount } = await list(tenantId, reader, {
        first: 3,
        after,
      });
      expect([totalCount, unreadCount]).toEqual([7, 7]);
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      seen.push(...nodes.map(({ title }: { title: string }) => title));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(titles.map((title) => `New post: ${title}`).reverse());
    expect(await list(tenantId, writer)).toMatchObject({
      nodes: [],
      totalCount: 0,
      unreadCount: 0,
    });
  });

  it('are counted, read once and for all, and left out where only unread ones are asked for', async () => {
    const { tenantId, writer, reader } = await office();
    await world.announce(
      tenantId,
      created(tenantId, writer, 'One'),
      created(tenantId, writer, 'Two'),
    );
    const [newest] = (await list(tenantId, reader)).nodes;
    expect(newest.readAt).toBeNull();
    const input = { id: newest.id };
    const first = await world.ask(tenantId, reader, READ, { input });
    expect(Date.parse(first.data.markNotificationRead.notification.readAt)).not.toBeNaN();
    expect(await world.ask(tenantId, reader, READ, { input })).toEqual(first);
    expect(await list(tenantId, reader)).toMatchObject({ totalCount: 2, unreadCount: 1 });
    const unread = await list(tenantId, reader, { unreadOnly: true });
    expect(unread).toMatchObject({
      nodes: [{ title: 'New post: One' }],
      totalCount: 1,
      unreadCount: 1,
    });
    const acts = (await world.audited(tenantId)).filter(
      ({ action }) => action === 'markNotificationRead',
    );
    expect(acts).toEqual([1, 2].map(() => expect.objectContaining({ outcome: 'OK' })));
  });

  it('speak the language asked for, and Spanish to who asks for none', async () => {
    const { tenantId, writer, reader } = await office();
    await world.announce(tenantId, created(tenantId, writer, 'Canción & <b>'));
    const { data } = await world.ask(
      tenantId,
      reader,
      `{ notifications { nodes {
        title body en: title(language: "en-GB") body_en: body(language: "EN") other: title(language: "fr") es: title(language: "es_MX")
      } } }`,
    );
    const spanish = 'Nueva publicación: Canción & <b>';
    expect(data.notifications.nodes).toEqual([
      {
        title: spanish,
        body: 'Wanda Writer la ha escrito.',
        en: 'New post: Canción & <b>',
        body_en: 'Wanda Writer wrote it.',
        other: spanish,
        es: spanish,
      },
    ]);
  });

  it('refuse a cursor of another list, and strangers', async () => {
    const { tenantId, reader } = await office();
    const refused = await world.ask(tenantId, reader, LIST, { after: 'bm9uc2Vuc2U' });
    expect(refused.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    const stranger = await world.execute(null, LIST);
    expect(stranger.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
  });
});

describe('somebody else’s notification', () => {
  it('is answered exactly like one that does not exist, to readers and as a reference', async () => {
    const { tenantId, writer, reader } = await office();
    const foreign = await office();
    await world.announce(tenantId, created(tenantId, writer, 'Private'));
    const [{ id }] = (await list(tenantId, reader)).nodes;
    const answers = await Promise.all([
      world.ask(tenantId, writer, READ, { input: { id } }),
      world.ask(foreign.tenantId, { ...foreign.reader, id: reader.id }, READ, { input: { id } }),
      world.ask(tenantId, reader, READ, { input: { id: randomUUID() } }),
      world.ask(tenantId, reader, READ, { input: { id: 'nonsense' } }),
    ]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
    expect(await list(tenantId, reader)).toMatchObject({ unreadCount: 1 });

    const references = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Notification { title(language: "en") } } }`;
    const refs = [id, randomUUID()].map((one) => ({ __typename: 'Notification', id: one }));
    const own = await world.ask(tenantId, reader, references, { refs });
    expect(own.data._entities).toEqual([{ title: 'New post: Private' }, null]);
    const others = await world.ask(tenantId, writer, references, { refs });
    expect(others.data._entities).toEqual([null, null]);
  });
});
