import { describe, expect, it } from '@jest/globals';
import { accept } from './invite.ts';
import { type RightsWorld, useRightsWorld } from './rights-world.ts';
import { until } from './until.ts';

/** Who may do what changes while people are signed in: the same over both kinds of stores. */
export function describeRights(stores: string, redisUrl: () => string | undefined): void {
  describe(`with ${stores}, an open session`, () => {
    const world = useRightsWorld(redisUrl);
    itBegins(world);
    itFollowsChanges(world);
    itEndsSubscriptions(world);
    itEndsWithSuspension(world);
  });
}

function itBegins(world: RightsWorld): void {
  it('begins with an invitation, at once and as an active user, and the link is used up', async () => {
    const guest = await world.invite(['cms:post:read']);
    const { data } = await guest.tab.ask('{ me { id status } }');
    expect(data.me).toEqual({ id: guest.userId, status: 'ACTIVE' });
    expect(guest.tab.cookies.size).toBe(1);
    expect(await world.canRead(guest.tab)).toBe(true);
    const again = await accept(world.newTab(), guest.token, 'another long password');
    expect(again.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect((await world.login(guest)).data).toEqual({ login: { __typename: 'Session' } });
  });
}

function itFollowsChanges({ invite, setRole, setUser, canRead, createPost, follows }: RightsWorld) {
  it('loses and gains what its role loses and gains, with the token it has', async () => {
    const { tab, roleId } = await invite(['cms:post:read']);
    expect(await canRead(tab)).toBe(true);
    await setRole(roleId, ['system:user:read']);
    await follows(async () => !(await canRead(tab)));
    expect((await tab.ask('{ users { totalCount } }')).errors).toBeUndefined();
    await setRole(roleId, ['cms:*']);
    await follows(() => canRead(tab));
    expect((await createPost(tab, 'Mine')).errors).toBeUndefined();
  });

  it('follows the roles of its user, and of no other', async () => {
    const { tab, userId, roleId } = await invite(['system:user:read']);
    const other = await invite(['cms:post:read']);
    expect(await canRead(tab)).toBe(false);
    await setUser({ id: userId, roleIds: [roleId, other.roleId] });
    await follows(() => canRead(tab));
    await setUser({ id: userId, roleIds: [roleId] });
    await follows(async () => !(await canRead(tab)));
    expect(await canRead(other.tab)).toBe(true);
  });
}

function itEndsSubscriptions({
  invite,
  setRole,
  canRead,
  createPost,
  listen,
  follows,
}: RightsWorld) {
  it.each(['SSE', 'WebSocket'])(
    'ends a subscription over %s that it lost, and may begin it again',
    async (way) => {
      const { tab, roleId } = await invite(['cms:post:read']);
      const first = await listen(way, tab);
      await createPost(null, 'Before');
      await until(() => first.messages().length === 1);
      await setRole(roleId, ['system:user:read']);
      await follows(() => first.messages().length === 2);
      await createPost(null, 'In between');
      expect(first.messages()).toEqual([
        expect.objectContaining({ data: { postCreated: { title: 'Before' } } }),
        { errors: [expect.objectContaining({ message: 'Unauthorized field or type' })] },
      ]);
      await first.stop();
      await setRole(roleId, ['cms:post:read']);
      await follows(() => canRead(tab));
      const second = await listen(way, tab);
      await createPost(null, 'After');
      await until(() => second.messages().length > 0);
      expect(second.messages()[0]?.data).toEqual({ postCreated: { title: 'After' } });
      await second.stop();
    },
  );
}

function itEndsWithSuspension({
  invite,
  setUser,
  listen,
  login,
  openSessions,
  follows,
}: RightsWorld) {
  it('ends when its user is suspended, and stays so when that is lifted', async () => {
    const guest = await invite(['cms:post:read']);
    const socket = await listen('WebSocket', guest.tab);
    const answer = await setUser({ id: guest.userId, status: 'SUSPENDED' });
    expect(answer.data).toEqual({ updateUser: { user: { status: 'SUSPENDED' } } });
    await follows(() => socket.closedWith() !== null);
    expect(socket.closedWith()).toBe(4403);
    const refused = await guest.tab.ask('{ me { name } }');
    expect([refused.status, refused.errors?.[0]?.extensions?.code]).toEqual([401, 'SESSION_ENDED']);
    expect((await login(guest)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    await until(async () => (await openSessions(guest)) === 0);
    await setUser({ id: guest.userId, status: 'ACTIVE' });
    expect((await login(guest)).errors).toBeUndefined();
    expect((await guest.tab.ask('{ me { name } }')).status).toBe(401);
    guest.tab.token = null;
    const refreshed = await guest.tab.ask('mutation { refreshSession { id } }');
    expect(refreshed.errors?.[0]?.extensions?.code).toBe('SESSION_ENDED');
  });
}
