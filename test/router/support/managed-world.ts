import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, type EventLog, type KeyValue } from '@gestas/sdk';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import {
  issueToken,
  keySetText,
  signingKey,
} from '../../../router/src/authentication/testing/issue-token.ts';
import { type RouterOptions, startRouter } from '../../../router/src/index.ts';
import { createTestPlugin, type PluginContext } from './plugins.ts';

const AUTH_SDL = `
  type Mutation {
    login(name: String!): Session! @tag(name: "public")
    logout: Boolean! @tag(name: "public")
    peek: Boolean @tag(name: "public")
  }
  type Session @tag(name: "public") { accessToken: String! viewer: User! }
  type User @key(fields: "id", resolvable: false) @authenticated { id: ID! }
`;
const SYSTEM_SDL = `
  type Query { me: User! @authenticated  motto: String @tag(name: "public") }
  type User @key(fields: "id") @authenticated { id: ID! name: String! role: String @requiresScopes(scopes: [["system:role:read"]]) }
`;
const CMS_SDL = `
  type Query {
    posts(first: Int): [Post!] @requiresScopes(scopes: [["cms:post:read"]]) @listSize(slicingArguments: ["first"], assumedSize: 20, requireOneSlicingArgument: false)
    news: String @tag(name: "public")
  }
  type Mutation { createPost(title: String!): Post @requiresScopes(scopes: [["cms:post:create"]]) }
  type Post @key(fields: "id") @authenticated { id: ID! title: String author: User }
  type User @key(fields: "id", resolvable: false) @authenticated { id: ID! }
`;
const COOKIE = 'gestas_refresh_s1s2s3';

/** Plugins in the shape of auth, system and cms. */
function createPlugins(
  routerKey: JWK,
  token: (claims: Record<string, unknown>) => Promise<string>,
) {
  const auth = createTestPlugin(
    routerKey,
    { name: 'plugin-auth', sessionCookies: true, establishesViewer: ['login'] },
    AUTH_SDL,
    {
      Mutation: {
        async login(_root: unknown, { name }: { name: string }, { answers }: PluginContext) {
          if (name === 'mallory') throw new Error('internal: mallory is not known');
          const accessToken = await token({ permissions: name === 'admin' ? ['*'] : [] });
          const cookies = [{ name: COOKIE, value: 'refresh-value', maxAgeSeconds: 60 }];
          answers.gestas = { session: { accessToken }, cookies };
          return { accessToken, viewer: { id: 'u1' } };
        },
        logout: () => true,
        peek: (_root: unknown, _args: unknown, { session }: PluginContext) =>
          session?.cookies[COOKIE] === 'refresh-value',
      },
    },
  );
  const user = (id: string) => ({ id, name: `name of ${id}`, role: 'admin' });
  const system = createTestPlugin(routerKey, { name: 'plugin-system' }, SYSTEM_SDL, {
    Query: {
      me: (_root: unknown, _args: unknown, { viewer }: PluginContext) =>
        user(viewer?.userId ?? '?'),
      motto: () => 'everything is a plugin',
    },
    User: { __resolveReference: ({ id }: { id: string }) => user(id) },
  });
  const cms = createTestPlugin(routerKey, { name: 'plugin-cms' }, CMS_SDL, {
    Query: {
      posts: () => [{ id: 'p1', title: 'Hello', author: { id: 'u1' } }],
      news: () => 'none',
    },
    Mutation: {
      createPost: (_root: unknown, { title }: { title: string }) => ({ id: 'p2', title }),
    },
  });
  return { auth, system, cms };
}

/** POSTs operations; answers status, headers and the parsed body. */
function createAsk(url: string) {
  return async (query: string, headers: Record<string, string> = {}, variables = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as {
      data?: Record<string, unknown> | null;
      errors?: { message: string; path?: unknown[]; extensions: Record<string, unknown> }[];
    };
    const codes = (body.errors ?? []).map(({ extensions }) => extensions.code);
    return { status: response.status, headers: response.headers, ...body, codes };
  };
}

/** What differs from the usual; `uses` gives plugins permissions with which they may ask the graph. */
type WorldOptions = Partial<RouterOptions> & {
  readonly uses?: Readonly<Record<string, readonly string[]>>;
};

/** A managed router over three plugins in the shape of auth, system and cms; its stores are in memory. */
export async function startManagedWorld({ uses = {}, ...options }: WorldOptions = {}) {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'router-managed-')));
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  const [internalKey, routerKey] = [
    await exportJWK(pair.privateKey),
    await exportJWK(pair.publicKey),
  ];
  const key = await signingKey();
  const values = new Map<string, string>([['auth:jwks', keySetText(key)]]);
  const store = { isDown: false };
  const get = async (name: string) => {
    if (store.isDown) throw new Error('the store is down');
    return values.get(name) ?? null;
  };
  const token = (claims: Record<string, unknown> = {}) => issueToken(key, claims);

  const plugins = createPlugins(routerKey, token);
  const lines: Record<string, unknown>[] = [];
  const router = await startRouter({
    port: 0,
    plugins: [plugins.auth.local, plugins.system.local, plugins.cms.local].map((plugin) => ({
      ...plugin,
      manifest: { ...plugin.manifest, uses: [...(uses[plugin.manifest.name] ?? [])] },
    })),
    internalKey,
    keyValue: { get } as KeyValue,
    eventLog: {
      onBell: async () => ({ stop: async () => undefined }),
      lastPosition: async () => 0,
      readAfter: async () => ({ events: [], gap: false }),
    } as unknown as EventLog, // only what a router without subscribers touches
    dataFolder,
    webOrigin: 'http://localhost:5173',
    logger: createLogger('router', 'info', { write: (line) => void lines.push(JSON.parse(line)) }),
    secureCookies: false,
    ...options,
  });

  const ask = createAsk(router.url);

  return {
    router,
    ask,
    token,
    bearer: async (claims?: Record<string, unknown>) => ({
      authorization: `Bearer ${await token(claims)}`,
    }),
    plugins,
    internalKey,
    values,
    store,
    lines,
    dataFolder,
    origin: router.url.replace('/graphql', ''),
    async stop() {
      await router.stop();
      if (!options.dataFolder) await rm(dataFolder, { recursive: true });
    },
  };
}
