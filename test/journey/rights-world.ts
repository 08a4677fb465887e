import { afterAll, beforeAll, expect } from '@jest/globals';
import { type HttpAnswer, Tab } from './client.ts';
import { type Guest, invite } from './invite.ts';
import { type Listener, listenOverSocket, listenOverSse } from './listen.ts';
import { type JourneyPlatform, startJourneyPlatform } from './platform.ts';
import { until } from './until.ts';

const CREATE_POST =
  'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }';
const UPDATE_ROLE =
  'mutation ($input: UpdateRoleInput!) { updateRole(input: $input) { role { permissions } } }';
const UPDATE_USER =
  'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { status } } }';
const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { __typename } }';
const FEED = 'subscription { postCreated { title } }';
/** What the design promises. A busy test machine is given longer for any one change, not for all. */
const PROMISED_MS = 5_000;

/** The platform, its administrator, and what they do to guests who are signed in. */
export type RightsWorld = {
  newTab(): Tab;
  invite(permissions: string[]): Promise<Guest>;
  setRole(id: string, permissions: string[]): Promise<HttpAnswer>;
  setUser(input: object): Promise<HttpAnswer>;
  createPost(tab: Tab | null, title: string): Promise<HttpAnswer>;
  canRead(tab: Tab): Promise<boolean>;
  login(guest: Guest): Promise<HttpAnswer>;
  openSessions(guest: Guest): Promise<number>;
  /** Opens a subscription to new posts and waits until it is open. */
  listen(way: string, tab: Tab): Promise<Listener>;
  /** Waits for what a change must bring about, and keeps how long it took. */
  follows(condition: () => Promise<boolean> | boolean): Promise<void>;
};

/** Starts the world before the tests of a file; afterwards half of the changes must have held as soon as promised. */
export function useRightsWorld(redisUrl: () => string | undefined): RightsWorld {
  let platform: JourneyPlatform;
  let admin: Tab;
  const took: number[] = [];
  beforeAll(async () => {
    platform = await startJourneyPlatform(redisUrl());
    admin = new Tab(platform.url);
    await until(async () => !(await admin.signIn('admin')).errors);
  });
  afterAll(async () => {
    await platform.stop();
    const median = took.sort((a, b) => a - b)[Math.floor(took.length / 2)];
    expect(median).toBeLessThan(PROMISED_MS);
  });
  return {
    newTab: () => new Tab(platform.url),
    invite: (permissions) => invite(admin, platform.url, permissions),
    setRole: (id, permissions) => admin.ask(UPDATE_ROLE, { input: { id, permissions } }),
    setUser: (input) => admin.ask(UPDATE_USER, { input }),
    createPost: (tab, title) => (tab ?? admin).ask(CREATE_POST, { input: { title, body: 'x' } }),
    canRead: async (tab) => !(await tab.ask('{ posts { totalCount } }')).errors,
    login: ({ email, password }) =>
      new Tab(platform.url).ask(LOGIN, { input: { tenant: 'demo', email, password } }),
    async openSessions({ userId }) {
      const open = 'SELECT 1 FROM auth.sessions WHERE user_id = $1 AND ended_at IS NULL';
      return (await platform.database.query(open, [userId])).length;
    },
    async listen(way, tab) {
      const open = way === 'SSE' ? listenOverSse : listenOverSocket;
      const listener = open(platform.url, tab, FEED);
      await until(listener.isOpen);
      return listener;
    },
    async follows(condition) {
      const began = performance.now();
      await until(condition);
      took.push(performance.now() - began);
    },
  };
}
