import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type InboxWorld, startInboxWorld } from './support/inbox-world.ts';

let world: InboxWorld;
beforeAll(async () => {
  world = await startInboxWorld();
});
afterAll(() => world.stop());

describe('rules', () => {
  it('tell whoever holds the permission, wildcards too, but not who did it, nor the suspended or invited', async () => {
    const tenantId = await world.newTenant();
    const other = await world.newTenant();
    const actor = world.person(tenantId, 'Ada', '*');
    const told = [
      world.person(tenantId, 'All', '*'),
      world.person(tenantId, 'Wild', 'cms:*'),
      world.person(tenantId, 'Verb', 'cms:*:read'),
      world.person(tenantId, 'Exact', 'system:user:read', 'cms:post:read'),
    ];
    const untold = [
      actor,
      world.person(tenantId, 'None'),
      world.person(tenantId, 'Create', 'cms:post:create', 'system:*'),
      world.person(other, 'Foreign', '*'),
      Object.assign(world.person(tenantId, 'Suspended', '*'), { status: 'SUSPENDED' }),
      Object.assign(world.person(tenantId, 'Invited', '*'), { status: 'INVITED' }),
    ];
    const postId = randomUUID();
    world.worldOf(tenantId).posts.set(postId, 'Heard');
    const data = { postId, authorId: actor.id };
    await world.announce(tenantId, { name: 'post:created', actorId: actor.id, data });
    for (const person of told) {
      expect(await world.inbox(tenantId, person)).toEqual(['New post: Heard']);
    }
    for (const person of untold) expect(await world.inbox(tenantId, person)).toEqual([]);
    expect(await world.inbox(other, untold[3] ?? actor)).toEqual([]);
    const announced = await world.emitted(tenantId);
    const recipients = announced
      .filter(({ name }) => name === 'notification:created')
      .map(({ data: facts }) => (facts as { recipientId: string }).recipientId);
    expect(recipients.sort()).toEqual(told.map(({ id }) => id).sort());
    expect((await world.audited(tenantId)).map(({ action }) => action)).toEqual([
      'on post:created',
    ]);
  });

  it('tell each event in both languages, with what is known of it', async () => {
    const tenantId = await world.newTenant();
    const reader = world.person(tenantId, 'Rita', '*');
    const actor = world.person(tenantId, 'Ada', '*');
    const roleId = randomUUID();
    const postId = randomUUID();
    world.worldOf(tenantId).roles.set(roleId, 'Editors');
    world.worldOf(tenantId).posts.set(postId, 'Words');
    const [gone, by] = [randomUUID(), { actorId: actor.id }];
    await world.announce(
      tenantId,
      { name: 'post:created', data: { postId: gone, authorId: gone } },
      { name: 'post:published', data: { postId }, ...by },
      { name: 'post:published', data: { postId: gone } },
      { name: 'user:created', data: { userId: actor.id }, ...by },
      { name: 'user:suspended', data: { userId: gone }, ...by },
      { name: 'role:changed', data: { roleId, fields: ['name'] }, ...by },
      { name: 'role:changed', data: { roleId: gone, fields: ['name'] } },
    );
    expect((await world.inbox(tenantId, reader)).toReversed()).toEqual([
      'New post, deleted since',
      'Published: Words',
      'A post was published, and deleted since',
      'New user: Ada',
      'User suspended',
      'Role changed: Editors',
      'Role changed',
    ]);
    expect((await world.inbox(tenantId, reader, 'es')).toReversed()).toEqual([
      'Nueva publicación, ya eliminada',
      'Publicado: Words',
      'Se publicó una publicación, ya eliminada',
      'Nuevo usuario: Ada',
      'Usuario suspendido',
      'Rol modificado: Editors',
      'Rol modificado',
    ]);
    const { data } = await world.ask(
      tenantId,
      reader,
      '{ notifications { nodes { en: body(language: "en") es: body } } }',
    );
    expect(data.notifications.nodes.toReversed()).toEqual([
      { en: 'Somebody wrote it.', es: 'Alguien la ha escrito.' },
      { en: 'Ada published it.', es: 'Ada la ha publicado.' },
      { en: 'It has been published.', es: 'Se ha publicado.' },
      { en: 'Ada sent them an invitation.', es: 'Ada le ha enviado una invitación.' },
      { en: 'Ada took their access away.', es: 'Ada le ha retirado el acceso.' },
      {
        en: 'Ada changed its name or its permissions.',
        es: 'Ada ha cambiado su nombre o sus permisos.',
      },
      {
        en: 'Somebody changed its name or its permissions.',
        es: 'Alguien ha cambiado su nombre o sus permisos.',
      },
    ]);
  });

  it('tell who asked for a generation how it ended, and nobody else', async () => {
    const tenantId = await world.newTenant();
    const asker = world.person(tenantId, 'Asker', 'ai:*');
    const admin = world.person(tenantId, 'Admin', '*');
    const data = (status: string) => ({ runId: randomUUID(), authorId: asker.id, status });
    await world.announce(
      tenantId,
      { name: 'generation:finished', data: data('NEEDS_REVIEW'), actorId: asker.id },
      { name: 'generation:finished', data: data('FAILED') },
      { name: 'generation:finished', data: { status: 'NEEDS_REVIEW' }, actorId: asker.id },
      { name: 'generation:finished', data: { status: 'NEEDS_REVIEW' } },
    );
    const finished = 'The generation is finished';
    expect(await world.inbox(tenantId, asker)).toEqual([
      finished,
      'The generation failed',
      finished,
    ]);
    expect((await world.inbox(tenantId, asker, 'es'))[1]).toBe('La generación ha fallado');
    expect(await world.inbox(tenantId, admin)).toEqual([]);
    asker.status = 'SUSPENDED';
    await world.announce(tenantId, { name: 'generation:finished', data: data('FAILED') });
    expect(await world.inbox(tenantId, asker)).toHaveLength(3);
  });

  it('tell an event to a person once, even when nothing was noted of its first delivery', async () => {
    const tenantId = await world.newTenant();
    const reader = world.person(tenantId, 'Rita', '*');
    const event = () => ({ name: 'post:created', data: { postId: randomUUID() } });
    await world.announce(tenantId, event(), event(), event());
    const late = world.person(tenantId, 'Late', '*');
    await world.redeliver(tenantId);
    expect(await world.inbox(tenantId, reader)).toHaveLength(3);
    expect(await world.inbox(tenantId, late)).toHaveLength(3);
    const made = (await world.emitted(tenantId)).filter(
      ({ name }) => name === 'notification:created',
    );
    expect(made).toHaveLength(6);
  });

  it('reach everybody of a tenant of more than a page, each once', async () => {
    const tenantId = await world.newTenant();
    const people = Array.from({ length: 250 }, (_, place) =>
      world.person(tenantId, `Person ${place}`, ...(place % 2 ? ['cms:post:read'] : [])),
    );
    await world.announce(tenantId, { name: 'post:created', data: { postId: randomUUID() } });
    const rows = await world.database.query<{ recipient_id: string }>(
      'SELECT recipient_id FROM notifications.notifications WHERE tenant_id = $1',
      [tenantId],
    );
    const holders = people.filter((_, place) => place % 2).map(({ id }) => id);
    expect(rows.map((row) => row.recipient_id).sort()).toEqual(holders.sort());
  });
});
