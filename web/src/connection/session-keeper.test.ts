import { describe, expect, it } from '@jest/globals';
import { createRequestError } from './failure.ts';
import type { Session } from './session.ts';
import { createSessionKeeper } from './session-keeper.ts';
import { createSessionMemory } from './session-memory.ts';
import type { SessionRequests } from './session-requests.ts';
import { createManualClock, settle } from './testing/manual-clock.ts';

const MINUTE = 60_000;
const credentials = { tenant: 'demo', email: 'a@demo.test', password: 'x' };

function createStore() {
  const map = new Map<string, string>();
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
}

const failing = (code: string) =>
  createRequestError({ code, message: code, requestId: null, fields: {} });

/** A keeper over a server that issues tokens of ten minutes, and what that server was asked. */
function setUp(options: { refresh?: () => unknown; kept?: string; keepToken?: boolean } = {}) {
  const clock = createManualClock();
  const storages = { tab: createStore(), browser: createStore() };
  const asked: string[] = [];
  let issued = 0;
  const issue = (id: string): Session => ({
    id,
    accessToken: `token-${++issued}`,
    expiresAt: clock.now() + 10 * MINUTE,
    permissions: ['cms:*'],
    viewer: { id: 'u', name: 'Eva', email: 'e@demo.test', roleName: 'Editor' },
  });
  const requests: SessionRequests = {
    signIn: async () => ({ kind: 'session', session: issue('s1') }),
    accept: async ({ token }) => (token === 'factor' ? null : issue('s2')),
    refresh: async (id) => {
      asked.push(`refresh ${id}`);
      options.refresh?.();
      return issue(id);
    },
    signOut: async (id) => void asked.push(`sign out ${id}`),
  };
  const memory = createSessionMemory(storages, options.keepToken ?? false);
  if (options.kept) storages.tab.setItem('gestas.session', options.kept);
  const make = () =>
    createSessionKeeper({
      requests,
      memory,
      clock,
      runAlone: (_name, task) => task(),
      random: () => 0.5,
    });
  return { keeper: make(), make, clock, asked, storages, memory };
}

describe('createSessionKeeper', () => {
  it('is signed out when no session was kept', async () => {
    const { keeper, asked } = setUp();
    await keeper.start();
    expect(keeper.state.get()).toEqual({ status: 'signed-out', reason: 'none' });
    expect(asked).toEqual([]);
  });

  it('takes up the session of the tab', async () => {
    const { keeper, asked } = setUp({ kept: 's7' });
    await keeper.start();
    expect(keeper.state.get()).toMatchObject({ status: 'signed-in', session: { id: 's7' } });
    expect(asked).toEqual(['refresh s7']);
  });

  it('renews before the token ends', async () => {
    const { keeper, clock, asked } = setUp();
    await keeper.start();
    await keeper.signIn(credentials);
    await clock.advance(8 * MINUTE);
    expect(asked).toEqual([]);
    await clock.advance(MINUTE);
    expect(asked).toEqual(['refresh s1']);
    expect(await keeper.token()).toBe('token-2');
  });

  it('shares one renewal among all who ask for a token', async () => {
    const { keeper, asked } = setUp();
    await keeper.signIn(credentials);
    await Promise.all([keeper.refresh(), keeper.refresh(), keeper.refresh()]);
    expect(asked).toEqual(['refresh s1']);
  });

  it.each(['SESSION_ENDED', 'UNAUTHENTICATED'])(
    'signs out when a renewal answers %s',
    async (code) => {
      const { keeper, storages } = setUp({
        refresh: () => {
          throw failing(code);
        },
      });
      await keeper.signIn(credentials);
      expect(await keeper.refresh()).toBeNull();
      expect(keeper.state.get()).toEqual({ status: 'signed-out', reason: 'ended' });
      expect(storages.tab.getItem('gestas.session')).toBeNull();
      expect(await keeper.token()).toBeNull();
    },
  );

  it('keeps the session and tries again while the server is away', async () => {
    let isAway = true;
    const { keeper, clock, asked } = setUp({
      kept: 's1',
      refresh: () => {
        if (isAway) throw failing('NETWORK');
      },
    });
    const started = keeper.start();
    await settle();
    expect(keeper.state.get()).toEqual({ status: 'starting', unreachable: true });
    isAway = false;
    await clock.advance(MINUTE);
    await started;
    expect(keeper.state.get().status).toBe('signed-in');
    expect(asked.length).toBeGreaterThan(1);
  });

  it('does not come back when the person left while a renewal was on its way', async () => {
    const { keeper, asked } = setUp();
    await keeper.signIn(credentials);
    const renewal = keeper.refresh();
    await keeper.signOut();
    await renewal;
    expect(keeper.state.get()).toEqual({ status: 'signed-out', reason: 'left' });
    expect(asked).toContain('sign out s1');
  });

  it('keeps the token in the browser only when built so', async () => {
    const plain = setUp();
    await plain.keeper.signIn(credentials);
    expect(plain.storages.browser.getItem('gestas.token.s1')).toBeNull();
    const kept = setUp({ keepToken: true });
    await kept.keeper.signIn(credentials);
    const reloaded = kept.make();
    await reloaded.start();
    expect(await reloaded.token()).toBe('token-1');
    expect(kept.asked).toEqual([]);
  });
});

describe('createSessionMemory', () => {
  it('lets two tabs of one browser hold two sessions', () => {
    const browser = createStore();
    const first = createSessionMemory({ tab: createStore(), browser }, false);
    const second = createSessionMemory({ tab: createStore(), browser }, false);
    first.keep({ id: 'a' } as Session);
    expect(second.sessionId()).toBe('a');
    second.keep({ id: 'b' } as Session);
    expect([first.sessionId(), second.sessionId()]).toEqual(['a', 'b']);
    first.forget();
    expect(second.sessionId()).toBe('b');
  });
});

describe('an invitation', () => {
  it('that is redeemed signs in, unless more is asked for', async () => {
    const { make } = setUp();
    const keeper = make();
    expect(await keeper.accept({ token: 'factor', password: 'x' })).toBe(false);
    expect(keeper.state.get().status).toBe('starting');
    expect(await keeper.accept({ token: 'good', password: 'x' })).toBe(true);
    expect(keeper.state.get()).toMatchObject({ status: 'signed-in', session: { id: 's2' } });
  });
});
