import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { ClientSession } from '@gestas/sdk';
import {
  startTestPlugin,
  type TestAnswer,
  type TestPlugin,
  type TestViewer,
} from '@gestas/sdk/testing';

/** Password of every person of these tests. */
export const PASSWORD = 'correct horse battery staple';

const LOGIN = `mutation ($input: LoginInput!) {
  login(input: $input) {
    __typename ... on Session { id accessToken expiresAt permissions viewer { id } }
  }
}`;
const REFRESH =
  'mutation { refreshSession { id accessToken expiresAt permissions viewer { id } } }';
const LOGOUT = 'mutation { logout { ok } }';

/** A user with a role and a password. */
export type Person = {
  readonly id: string;
  readonly email: string;
  readonly roleId: string;
  readonly tenant: { readonly id: string; readonly slug: string };
};

/** Chooses what matters to a test about a person. */
export type PersonOptions = {
  readonly status?: 'INVITED' | 'ACTIVE' | 'SUSPENDED';
  readonly permissions?: readonly string[];
};

/** What the router would turn into Set-Cookie. */
export type Cookie = {
  readonly name: string;
  readonly value: string;
  readonly maxAgeSeconds: number;
};

/** A browser: keeps cookies as the router hands them over, and names its session. */
export type Browser = {
  readonly cookies: Map<string, string>;
  /** The `x-session` header of the tab at work. */
  sessionHint: string | null;
};

/** The auth plugin, people to sign in, and a browser's moves. */
export type AuthWorld = TestPlugin & {
  createPerson(options?: PersonOptions): Promise<Person>;
  login(browser: Browser, input: Readonly<Record<string, unknown>>): Promise<TestAnswer>;
  refresh(browser: Browser): Promise<TestAnswer>;
  logout(browser: Browser, viewer?: TestViewer): Promise<TestAnswer>;
};

/** Starts the plugin with keys of its own, plain cookie names, and its environment set before it is imported. */
export async function startAuthWorld(): Promise<AuthWorld> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const signingKey = { ...privateKey.export({ format: 'jwk' }), kid: 'test-key', alg: 'EdDSA' };
  Object.assign(process.env, {
    AUTH_SIGNING_KEYS: JSON.stringify([signingKey]),
    AUTH_REFRESH_KEY: randomBytes(32).toString('hex'),
    AUTH_SECURE_COOKIES: 'false',
  });
  const { definition } = await import('../../src/definition.ts');
  const plugin = await startTestPlugin(definition);
  const ask = async (
    browser: Browser,
    viewer: TestViewer | null,
    query: string,
    input?: object,
  ) => {
    const variables = input ? { input } : {};
    const answer = await plugin.execute(viewer, query, variables, clientSession(browser));
    for (const cookie of cookiesOf(answer)) keep(browser, cookie);
    return answer;
  };
  return {
    ...plugin,
    createPerson: (options) => createPerson(plugin, options),
    login: (browser, input) => ask(browser, null, LOGIN, input),
    refresh: (browser) => ask(browser, null, REFRESH),
    logout: (browser, viewer) => ask(browser, viewer ?? null, LOGOUT),
  };
}

/** A browser nobody has signed in with. */
export function newBrowser(): Browser {
  return { cookies: new Map(), sessionHint: null };
}

/** The cookies an answer asks the router to set. */
export function cookiesOf({ extensions }: TestAnswer): readonly Cookie[] {
  const gestas = extensions?.gestas as { cookies?: readonly Cookie[] } | undefined;
  return gestas?.cookies ?? [];
}

function clientSession({ cookies, sessionHint }: Browser): ClientSession {
  const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  return { cookies: Object.fromEntries(cookies), address: '203.0.113.7', userAgent, sessionHint };
}

function keep(browser: Browser, { name, value, maxAgeSeconds }: Cookie): void {
  if (maxAgeSeconds === 0) browser.cookies.delete(name);
  else browser.cookies.set(name, value);
}

async function createPerson(
  { database }: TestPlugin,
  { status = 'ACTIVE', permissions = ['cms:*'] }: PersonOptions = {},
): Promise<Person> {
  const { hashPassword } = await import('../../src/utils/hash-password.ts');
  const tenant = await database.createTenant();
  const [id, roleId] = [randomUUID(), randomUUID()];
  const email = `${id.slice(0, 8)}@example.test`;
  await database.query(
    "INSERT INTO system.roles (id, tenant_id, name, permissions) VALUES ($1, $2, 'A role', $3)",
    [roleId, tenant.id, permissions],
  );
  await database.query(
    `INSERT INTO system.users (id, tenant_id, email, name, status) VALUES ($1, $2, $3, 'A Person', $4)`,
    [id, tenant.id, email, status],
  );
  await database.query(
    'INSERT INTO system.user_roles (tenant_id, user_id, role_id, place) VALUES ($1, $2, $3, 0)',
    [tenant.id, id, roleId],
  );
  await database.query(
    'INSERT INTO auth.credentials (id, tenant_id, user_id, password_hash) VALUES ($1, $2, $3, $4)',
    [randomUUID(), tenant.id, id, await hashPassword(PASSWORD)],
  );
  return { id, email, roleId, tenant };
}
