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

/** What a sign-in gave: the browser that holds the cookie and names the session, and the session. */
export type SignedIn = {
  readonly browser: Browser;
  readonly session: { readonly id: string; readonly accessToken: string };
};

/** The auth plugin, people to sign in, and a browser's moves. */
export type AuthWorld = TestPlugin & {
  createPerson(options?: PersonOptions): Promise<Person>;
  login(browser: Browser, input: Readonly<Record<string, unknown>>): Promise<TestAnswer>;
  /** A login that succeeds, for tests about what comes after it; in a fresh browser unless one is given. */
  signIn(person: Person, browser?: Browser): Promise<SignedIn>;
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
    async signIn({ tenant, email }, browser = newBrowser()) {
      const input = { tenant: tenant.slug, email, password: PASSWORD };
      const { data } = await ask(browser, null, LOGIN, input);
      browser.sessionHint = data.login.id;
      return { browser, session: data.login };
    },
    refresh: (browser) => ask(browser, null, REFRESH),
    logout: (browser, viewer) => ask(browser, viewer ?? null, LOGOUT),
  };
}

/** A browser nobody has signed in with. */
export function newBrowser(): Browser {
  return { cookies: new Map(), sessionHint: null };
}

/** The same cookies in another tab: what one tab is answered, the other doesn't have yet. */
export function copyOf({ cookies, sessionHint }: Browser): Browser {
  return { cookies: new Map(cookies), sessionHint };
}

/** The refresh token of the only session a browser holds. */
export function tokenOf({ cookies }: Browser): string | undefined {
  return [...cookies.values()][0];
}

/** The code an answer was refused with. */
export function codeOf({ errors }: TestAnswer): unknown {
  return errors?.[0]?.extensions?.code;
}

/** The cookies an answer asks the router to set. */
export function cookiesOf({ extensions }: TestAnswer): readonly Cookie[] {
  const gestas = extensions?.gestas as { cookies?: readonly Cookie[] } | undefined;
  return gestas?.cookies ?? [];
}

/** Moves the use of a tenant's used refresh tokens back in time, for what the grace no longer covers. */
export function setUsedBack({ database }: TestPlugin, tenantId: string, interval: string) {
  return database.query(
    `UPDATE auth.refresh_tokens SET used_at = used_at - $2::interval WHERE tenant_id = $1`,
    [tenantId, interval],
  );
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
