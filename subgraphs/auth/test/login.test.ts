import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  type AuthWorld,
  cookiesOf,
  newBrowser,
  PASSWORD,
  type Person,
  startAuthWorld,
} from './support/auth-world.ts';

/** Counts real password checks: nobody may be told apart by one that was left out. */
const argon2 = await import('@node-rs/argon2');
const verify = jest.fn(argon2.verify);
jest.unstable_mockModule('@node-rs/argon2', () => ({ ...argon2, verify }));

let auth: AuthWorld;
beforeAll(async () => {
  auth = await startAuthWorld();
});
afterEach(() => {
  verify.mockClear();
});
afterAll(() => auth.stop());

const NO_TEXT = 'must be well-formed text without U+0000';
const inputOf = ({ tenant, email }: Person, password = PASSWORD) => ({
  tenant: tenant.slug,
  email,
  password,
});

describe('login', () => {
  it('opens a session: token, refresh cookie, the viewer established, and an audit row', async () => {
    const person = await auth.createPerson({
      permissions: ['cms:*', 'cms:post:read', 'system:user:read'],
    });
    const answer = await auth.login(newBrowser(), inputOf(person));
    expect(answer.errors).toBeUndefined();
    const { login: session } = answer.data;
    expect(session).toMatchObject({
      __typename: 'Session',
      viewer: { id: person.id },
      permissions: ['cms:*', 'system:user:read'],
    });
    expect(answer.extensions).toEqual({
      gestas: {
        cookies: [
          {
            name: `gestas_refresh_${session.id.replaceAll('-', '').slice(0, 16)}`,
            value: expect.stringMatching(/^[A-Za-z0-9._~+/=-]{60,1024}$/),
            maxAgeSeconds: expect.any(Number),
          },
        ],
        session: { accessToken: session.accessToken },
      },
    });
    expect(cookiesOf(answer)[0]?.maxAgeSeconds).toBeGreaterThan(29 * 86_400);
    expect(await auth.audited(person.tenant.id)).toEqual([
      { action: 'login', outcome: 'OK', target: `Session:${session.id}` },
    ]);
  });

  it('keeps the hash of the refresh token, the device and the address, and never the token', async () => {
    const person = await auth.createPerson();
    const answer = await auth.login(newBrowser(), inputOf(person));
    const rows = await auth.database.query<{ text: string }>(
      `SELECT to_jsonb(s)::text || to_jsonb(t)::text AS text FROM auth.sessions s
       JOIN auth.refresh_tokens t ON t.session_id = s.id WHERE s.tenant_id = $1`,
      [person.tenant.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).toContain('"device": "Firefox, Linux"');
    expect(rows[0]?.text).toContain('"address": "203.0.113.7"');
    const random = cookiesOf(answer)[0]?.value.split('.')[2] ?? 'no token';
    expect(rows[0]?.text).not.toContain(random);
  });

  it('takes tenant and e-mail in any case, with spaces around them', async () => {
    const person = await auth.createPerson();
    const input = {
      tenant: ` ${person.tenant.slug.toUpperCase()} `,
      email: ` ${person.email.toUpperCase()} `,
      password: PASSWORD,
    };
    expect((await auth.login(newBrowser(), input)).data.login.viewer.id).toBe(person.id);
  });

  it('opens another session at each sign-in', async () => {
    const person = await auth.createPerson();
    const [first, second] = await Promise.all([
      auth.login(newBrowser(), inputOf(person)),
      auth.login(newBrowser(), inputOf(person)),
    ]);
    expect(first.data.login.id).not.toBe(second.data.login.id);
    expect(first.data.login.accessToken).not.toBe(second.data.login.accessToken);
  });
});

describe('a refused login', () => {
  const REFUSED = {
    data: null,
    errors: [
      {
        message: 'Tenant, e-mail or password is wrong.',
        path: ['login'],
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ],
  };

  it('is answered alike for every reason, checks a password each time and leaves an audit row', async () => {
    await auth.database.createTenant('platform');
    const [active, invited, suspended] = await Promise.all([
      auth.createPerson(),
      auth.createPerson({ status: 'INVITED' }),
      auth.createPerson({ status: 'SUSPENDED' }),
    ]);
    const attempts = {
      'a wrong password': inputOf(active, 'wrong'),
      'an unknown user': { ...inputOf(active), email: 'nobody@example.test' },
      'an unknown tenant': { ...inputOf(active), tenant: 'no-such-tenant' },
      "another tenant's user": { ...inputOf(active), tenant: invited.tenant.slug },
      'an invited user': inputOf(invited),
      'a suspended user': inputOf(suspended),
    };
    const answers = [];
    for (const [reason, input] of Object.entries(attempts)) {
      verify.mockClear();
      const browser = newBrowser();
      const answer = await auth.login(browser, input);
      answers.push([reason, answer, verify.mock.calls.length, browser.cookies.size]);
    }
    expect(answers).toEqual(Object.keys(attempts).map((reason) => [reason, REFUSED, 1, 0]));
  });

  it('writes down who was tried, in the tenant that was named, or the platform where there is none', async () => {
    const person = await auth.createPerson();
    await auth.login(newBrowser(), inputOf(person, 'wrong'));
    await auth.login(newBrowser(), { ...inputOf(person), email: 'nobody@example.test' });
    expect(await auth.audited(person.tenant.id)).toEqual([
      { action: 'login', outcome: 'UNAUTHENTICATED', target: `User:${person.id}` },
      { action: 'login', outcome: 'UNAUTHENTICATED', target: null },
    ]);
    const before = await platformRows();
    await auth.login(newBrowser(), { ...inputOf(person), tenant: 'no-such-tenant' });
    expect(await platformRows()).toBe(before + 1);
  });

  it('opens nothing: no session, no event', async () => {
    const person = await auth.createPerson({ status: 'SUSPENDED' });
    await auth.login(newBrowser(), inputOf(person));
    const sessions = await auth.database.query('SELECT 1 FROM auth.sessions WHERE tenant_id = $1', [
      person.tenant.id,
    ]);
    expect(sessions).toEqual([]);
    expect(await auth.emitted(person.tenant.id)).toEqual([]);
  });

  it('is answered alike when the tenant is suspended', async () => {
    const person = await auth.createPerson();
    await auth.database.query(
      `UPDATE platform_control.tenants SET status = 'SUSPENDED' WHERE id = $1`,
      [person.tenant.id],
    );
    expect(await auth.login(newBrowser(), inputOf(person))).toEqual(REFUSED);
  });

  async function platformRows(): Promise<number> {
    const rows = await auth.database.query(
      `SELECT 1 FROM app.audit_entries a JOIN platform_control.tenants t ON t.id = a.tenant_id
       WHERE t.slug = 'platform'`,
    );
    return rows.length;
  }
});

describe('malformed login input', () => {
  it.each([
    [{ tenant: '', email: 'a@b.test', password: 'x' }, { tenant: 'must not be empty' }],
    [{ tenant: 'demo', email: '  ', password: 'x' }, { email: 'must not be empty' }],
    [{ tenant: 'demo', email: 'a@b.test', password: '' }, { password: 'must not be empty' }],
    [{ tenant: 't'.repeat(64), email: 'a@b.test', password: 'x' }, { tenant: 'is too long' }],
    [
      { tenant: 'demo', email: `${'e'.repeat(255)}@b.test`, password: 'x' },
      { email: 'is too long' },
    ],
    [{ tenant: 'demo', email: 'a\u0000b@b.test', password: 'x' }, { email: NO_TEXT }],
    [
      { tenant: '', email: '', password: 'p'.repeat(257) },
      {
        tenant: 'must not be empty',
        email: 'must not be empty',
        password: 'must be 256 characters or less',
      },
    ],
  ])('names each fault of case %#', async (input, fields) => {
    const { errors } = await auth.login(newBrowser(), input);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', fields });
    expect(verify).not.toHaveBeenCalled();
  });

  it.each([
    [{ tenant: 'demo', email: 'a@b.test' }, 'password'],
    [{ tenant: 'demo', email: 'a@b.test', password: 7 }, 'String cannot represent'],
    [{ tenant: 'demo', email: 'a@b.test', password: 'x', otp: '1' }, 'otp'],
  ])('is refused by the schema in case %#', async (input, mention) => {
    const { errors } = await auth.login(newBrowser(), input);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
    expect(errors?.[0]?.message).toContain(mention);
  });
});
