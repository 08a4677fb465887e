import { readFile } from 'node:fs/promises';
import type { Caller } from '../../pipeline.ts';
import type { WorldPlugin } from './plugin-world.ts';

const session = {
  __typename: 'Session',
  id: 's1',
  accessToken: 'token-ann',
  expiresAt: '2030-01-01T00:00:00Z',
  viewer: { id: 'u1' },
  permissions: ['cms:*'],
};
const accepted = new Map<string, object>([
  ['ann@demo.test', session],
  ['odd@demo.test', { ...session, accessToken: 'forged' }],
]);
const user = (id: string) => ({
  id,
  name: `User ${id}`,
  email: `${id}@demo.test`,
  status: 'ACTIVE',
  role: { id: 'r1', name: 'Editor', permissions: [] },
  createdAt: '2026-01-01T00:00:00Z',
});
const post = (id: string) => ({
  id,
  title: `Post ${id}`,
  slug: id,
  body: 'x',
  excerpt: 'x',
  status: 'DRAFT',
  author: { id: 'u1' },
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
});

const sdlOf = (name: string) =>
  readFile(new URL(`../../../../subgraphs/${name}/schema.graphql`, import.meta.url), 'utf8');

/** The platform's own schemas, with small real plugins behind them. */
export async function createPlatform(): Promise<
  Record<'plugin-auth' | 'plugin-system' | 'plugin-cms', WorldPlugin>
> {
  return {
    'plugin-auth': createAuth(await sdlOf('auth')),
    'plugin-system': createSystem(await sdlOf('system')),
    'plugin-cms': createCms(await sdlOf('cms')),
  };
}

function createAuth(sdl: string): WorldPlugin {
  let issued: { token: string; cookie: string } | null = null;
  const login = (_: unknown, { input }: { input: { email: string } }) => {
    const found = accepted.get(input.email);
    issued = found ? { token: String(Object(found).accessToken), cookie: 'abcdef123' } : null;
    return found ?? { __typename: 'SecondFactorRequired', challenge: 'c1' };
  };
  let hasLeft = false;
  const logout = () => {
    hasLeft = true;
    return { ok: true };
  };
  return {
    sdl,
    resolvers: { Mutation: { login, refreshSession: () => session, logout } },
    extensions: () => {
      if (hasLeft) {
        hasLeft = false;
        const removed = { name: 'gestas_refresh_abcdef', value: '', maxAgeSeconds: 0 };
        return { gestas: { cookies: [removed] } };
      }
      if (!issued) return {};
      const { token, cookie } = issued;
      issued = null;
      const cookies = [{ name: 'gestas_refresh_abcdef', value: cookie, maxAgeSeconds: 3600 }];
      return { gestas: { cookies, session: { accessToken: token } }, secret: 'not for clients' };
    },
  };
}

function createSystem(sdl: string): WorldPlugin {
  const me = (_: unknown, _args: unknown, { caller }: { caller: Caller }) =>
    user(caller.viewer?.userId ?? 'nobody');
  const cookies = [{ name: 'gestas_refresh_abcdef', value: 'stolen', maxAgeSeconds: 1 }];
  return {
    sdl,
    resolvers: {
      Query: { me },
      User: { __resolveReference: ({ id }: { id: string }) => user(id) },
    },
    extensions: () => ({ gestas: { cookies } }),
  };
}

function createCms(sdl: string): WorldPlugin {
  const pageInfo = { hasNextPage: false, hasPreviousPage: false };
  return {
    sdl,
    resolvers: {
      Query: { post: (_: unknown, { id }: { id: string }) => post(id) },
      User: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        posts: () => ({ nodes: [post('p1')], edges: [], totalCount: 1, pageInfo }),
      },
      Post: { __resolveReference: ({ id }: { id: string }) => post(id) },
    },
  };
}
