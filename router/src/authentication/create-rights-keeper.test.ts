import { randomUUID } from 'node:crypto';
import type { EventEnvelope, Viewer } from '@gestas/sdk';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { PresentRights } from './create-ask-rights.ts';
import { createRightsKeeper, type RightsKeeper } from './create-rights-keeper.ts';

const keepers: RightsKeeper[] = [];
afterEach(() => {
  for (const keeper of keepers.splice(0)) keeper.stop();
});

const viewer: Viewer = {
  userId: randomUUID(),
  tenantId: randomUUID(),
  roleId: 'a role',
  permissions: ['cms:*'],
  sessionId: 'a session',
};
const token = { viewer, rolesVersion: 1 };
const rightsOf = (...permissions: string[]): PresentRights => ({
  isSuspended: false,
  roleId: 'a role',
  roleIds: ['a role', 'another role'],
  permissions,
});
const event = (name: string, data: object, tenantId = viewer.tenantId) =>
  ({ name, data, tenantId }) as EventEnvelope;
const roleChanged = (roleId = 'a role') => event('role:changed', { roleId });

/** A keeper whose questions a test answers, and what it told. */
function startKeeper(first: PresentRights | null = rightsOf('cms:*')) {
  const world = {
    answer: first,
    asked: 0,
    followed: [] as string[],
    released: [] as string[],
    known: [] as (readonly string[])[],
    hold: null as Promise<void> | null,
  };
  const keeper = createRightsKeeper({
    async ask() {
      world.asked += 1;
      const { answer } = world;
      await world.hold;
      return answer;
    },
    follow(tenantId) {
      world.followed.push(tenantId);
      return { start: async () => 0, release: () => void world.released.push(tenantId) };
    },
    onKnown: (_viewer, { permissions }) => void world.known.push(permissions),
    limitMs: 200,
    retryMs: 5,
  });
  keepers.push(keeper);
  return { keeper, world };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

/** A keeper that has met the viewer and knows what they may do. */
async function startAcquainted() {
  const started = startKeeper();
  await started.keeper.refresh(token);
  await until(() => started.world.known.length === 1);
  return started;
}

describe('a user who comes', () => {
  it('is believed at first, asked about once, and their tenant followed once', async () => {
    const { keeper, world } = await startAcquainted();
    for (let n = 0; n < 5; n += 1) expect(await keeper.refresh(token)).toEqual(viewer);
    expect(world).toMatchObject({ asked: 1, followed: [viewer.tenantId], known: [['cms:*']] });
  });

  it('with a token older than their rights has the rights that hold', async () => {
    const { keeper, world } = startKeeper(rightsOf('system:user:read'));
    await keeper.refresh(token);
    await until(() => world.known.length === 1);
    expect((await keeper.refresh(token)).permissions).toEqual(['system:user:read']);
    expect(keeper.present(viewer).permissions).toEqual(['system:user:read']);
  });

  it('with a newer token has what that says, though older ones are still about', async () => {
    const { keeper, world } = await startAcquainted();
    const newer = { viewer: { ...viewer, permissions: ['*'] }, rolesVersion: 2 };
    world.answer = rightsOf('*');
    expect((await keeper.refresh(newer)).permissions).toEqual(['*']);
    await until(() => world.known.length === 2);
    expect((await keeper.refresh(token)).permissions).toEqual(['*']);
  });

  it('is believed for as long as nobody can tell', async () => {
    const { keeper, world } = startKeeper(null);
    expect(await keeper.refresh(token)).toEqual(viewer);
    await until(() => world.asked === 1);
    expect(await keeper.refresh(token)).toEqual(viewer);
  });
});

describe('an event', () => {
  it.each([
    ['a changed role they have', roleChanged('another role')],
    ['their update', event('user:updated', { userId: viewer.userId })],
    ['their suspension', event('user:suspended', { userId: viewer.userId })],
  ])('of %s makes the next request wait for the rights that hold', async (_what, told) => {
    const { keeper, world } = await startAcquainted();
    world.answer = rightsOf('cms:post:read');
    keeper.onEvent(told);
    expect((await keeper.refresh(token)).permissions).toEqual(['cms:post:read']);
    expect(world.known).toEqual([['cms:*'], ['cms:post:read']]);
  });

  it.each([
    ['a role they don’t have', roleChanged('a third role')],
    ['another user', event('user:updated', { userId: randomUUID() })],
    ['another tenant', event('role:changed', { roleId: 'a role' }, randomUUID())],
    ['something else', event('post:created', { userId: viewer.userId })],
  ])('of %s asks nothing', async (_what, told) => {
    const { keeper, world } = await startAcquainted();
    keeper.onEvent(told);
    await keeper.refresh(token);
    expect(world.asked).toBe(1);
  });

  it('that comes while an answer is under way has it asked for again', async () => {
    const { keeper, world } = await startAcquainted();
    let go = () => {};
    world.hold = new Promise((resolve) => {
      go = resolve;
    });
    world.answer = rightsOf('cms:post:read');
    keeper.onEvent(roleChanged());
    await until(() => world.asked === 2);
    world.answer = rightsOf('cms:post:update');
    keeper.onEvent(roleChanged());
    go();
    expect((await keeper.refresh(token)).permissions).toEqual(['cms:post:update']);
  });

  it('reaches who stays connected without a request, and though the first answers fail', async () => {
    const { keeper, world } = await startAcquainted();
    world.answer = null;
    keeper.onEvent(roleChanged());
    await until(() => world.asked > 3);
    world.answer = rightsOf('cms:post:read');
    await until(() => world.known.length === 2);
    expect(world.known[1]).toEqual(['cms:post:read']);
  });

  it('lets the last known rights hold when the answer takes too long', async () => {
    const { keeper, world } = await startAcquainted();
    world.hold = new Promise(() => undefined);
    keeper.onEvent(roleChanged());
    expect((await keeper.refresh(token)).permissions).toEqual(['cms:*']);
  });

  it('of a suspension ends the session, and one that lifts it lets it go on', async () => {
    const { keeper, world } = await startAcquainted();
    world.answer = { ...rightsOf('cms:*'), isSuspended: true };
    keeper.onEvent(event('user:suspended', { userId: viewer.userId }));
    await expect(keeper.refresh(token)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect(keeper.present(viewer)).toBe(viewer);
    world.answer = rightsOf('cms:*');
    keeper.onEvent(event('user:updated', { userId: viewer.userId }));
    expect(await keeper.refresh(token)).toEqual(viewer);
  });
});

it('lets go of the tenants it follows when it stops', async () => {
  const { keeper, world } = await startAcquainted();
  keeper.stop();
  expect(world.released).toEqual([viewer.tenantId]);
});
