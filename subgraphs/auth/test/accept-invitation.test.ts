import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AuthWorld,
  cookiesOf,
  newBrowser,
  type Person,
  startAuthWorld,
} from './support/auth-world.ts';

let auth: AuthWorld;
beforeAll(async () => {
  auth = await startAuthWorld();
});
afterAll(() => auth.stop());

const PASSWORD = 'una frase bastante larga';
const ACCEPT = `mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    __typename ... on Session { id accessToken expiresAt permissions viewer { id } }
  }
}`;
const accept = (token: string, password = PASSWORD) =>
  auth.execute(null, ACCEPT, { input: { token, password } });

type Invited = Person & { readonly token: string };

/** Somebody who was sent a link. */
async function invite(
  options: { readonly expiresAt?: Date; readonly status?: 'INVITED' | 'SUSPENDED' | 'ACTIVE' } = {},
): Promise<Invited> {
  const { status = 'INVITED', expiresAt = new Date(Date.now() + 60_000) } = options;
  const person = await auth.createPerson({ status, permissions: ['cms:*'] });
  await auth.database.query('DELETE FROM auth.credentials WHERE user_id = $1', [person.id]);
  const token = `${person.tenant.id}.${randomBytes(32).toString('base64url')}`;
  await keep(person, token, expiresAt);
  return { ...person, token };
}

async function keep({ tenant, id }: Person, token: string, expiresAt: Date): Promise<void> {
  await auth.database.query(
    `INSERT INTO auth.invitations (id, tenant_id, user_id, token_hash, expires_at) VALUES ($1, $2, $3, $4, $5)`,
    [randomUUID(), tenant.id, id, createHash('sha256').update(token).digest('hex'), expiresAt],
  );
}

const statusOf = async ({ id }: Person) =>
  (await auth.database.query('SELECT status FROM system.users WHERE id = $1', [id]))[0]?.status;

const FAULT = 'is not valid: it was used already, or it has run out. Ask for a new invitation';
const REFUSED = {
  data: null,
  errors: [
    {
      message: `The link ${FAULT}.`,
      path: ['acceptInvitation'],
      extensions: { code: 'BAD_USER_INPUT', fields: { token: FAULT } },
    },
  ],
};

describe('acceptInvitation', () => {
  it('sets the password, makes the user active and signs in, in one go', async () => {
    const person = await invite();
    const answer = await accept(person.token);
    expect(answer.errors).toBeUndefined();
    const { acceptInvitation: session } = answer.data;
    expect(session).toMatchObject({
      __typename: 'Session',
      viewer: { id: person.id },
      permissions: ['cms:*'],
    });
    expect(answer.extensions?.gestas).toMatchObject({
      session: { accessToken: session.accessToken },
    });
    expect(cookiesOf(answer)).toHaveLength(1);
    expect(await statusOf(person)).toBe('ACTIVE');
    expect(await auth.emitted(person.tenant.id)).toEqual([
      { name: 'invitation:accepted', data: { userId: person.id } },
    ]);
    expect(await auth.audited(person.tenant.id)).toEqual([
      { action: 'acceptInvitation', outcome: 'OK', target: `User:${person.id}` },
    ]);
    const [row] = await auth.database.query(
      'SELECT actor_id, details::text FROM app.audit_entries WHERE tenant_id = $1',
      [person.tenant.id],
    );
    expect(row).toEqual({ actor_id: person.id, details: '{}' });
  });

  it('lets the user sign in with that password from then on, and with no other', async () => {
    const person = await invite();
    await accept(person.token);
    const input = { tenant: person.tenant.slug, email: person.email };
    const good = await auth.login(newBrowser(), { ...input, password: PASSWORD });
    expect(good.data.login.viewer.id).toBe(person.id);
    const bad = await auth.login(newBrowser(), { ...input, password: `${PASSWORD} ` });
    expect(bad.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  it('works before the event that brings the invitation has arrived', async () => {
    const person = await auth.createPerson({ status: 'INVITED' });
    const token = `${person.tenant.id}.${randomBytes(32).toString('base64url')}`;
    const accepting = accept(token);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await keep(person, token, new Date(Date.now() + 60_000));
    expect((await accepting).data.acceptInvitation.viewer.id).toBe(person.id);
  });

  it('lets one of several at once win, and leaves one session', async () => {
    const person = await invite();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_none, index) => accept(person.token, `${PASSWORD} ${index}`)),
    );
    const won = answers.filter(({ errors }) => !errors);
    expect(won).toHaveLength(1);
    for (const answer of answers) if (answer.errors) expect(answer).toEqual(REFUSED);
    const sessions = await auth.database.query('SELECT 1 FROM auth.sessions WHERE user_id = $1', [
      person.id,
    ]);
    expect(sessions).toHaveLength(1);
    const input = { tenant: person.tenant.slug, email: person.email };
    const winner = `${PASSWORD} ${answers.findIndex(({ errors }) => !errors)}`;
    expect((await auth.login(newBrowser(), { ...input, password: winner })).errors).toBeUndefined();
  });
});

describe('a link that is not open', () => {
  it('is answered alike for every reason and after the same time, changes nothing, and is audited', async () => {
    const platform = await auth.database.createTenant('platform');
    const [used, expired, suspended, active] = await Promise.all([
      invite(),
      invite({ expiresAt: new Date(Date.now() - 1_000) }),
      invite({ status: 'SUSPENDED' }),
      invite({ status: 'ACTIVE' }),
    ]);
    await accept(used.token);
    const closed = await invite();
    await auth.database.query(
      "UPDATE platform_control.tenants SET status = 'SUSPENDED' WHERE id = $1",
      [closed.tenant.id],
    );
    const tokens = {
      used: used.token,
      expired: expired.token,
      unknown: `${used.tenant.id}.${randomBytes(32).toString('base64url')}`,
      'of no tenant': `${randomUUID()}.${randomBytes(32).toString('base64url')}`,
      'of another tenant': `${expired.tenant.id}.${used.token.split('.')[1]}`,
    };
    const took: number[] = [];
    for (const token of Object.values(tokens)) {
      const began = performance.now();
      expect(await accept(token)).toEqual(REFUSED);
      took.push(performance.now() - began);
    }
    for (const token of [suspended.token, active.token, closed.token, 'nonsense', '']) {
      expect(await accept(token)).toEqual(REFUSED);
    }
    expect(Math.min(...took)).toBeGreaterThan(2_000);
    expect(await statusOf(expired)).toBe('INVITED');
    expect(await statusOf(suspended)).toBe('SUSPENDED');
    const refusedOf = async (id: string) =>
      (await auth.audited(id)).filter(({ outcome }) => outcome === 'UNAUTHENTICATED');
    const refusal = { action: 'acceptInvitation', outcome: 'UNAUTHENTICATED' };
    expect(await refusedOf(used.tenant.id)).toEqual([
      { ...refusal, target: `User:${used.id}` },
      { ...refusal, target: null },
    ]);
    expect(await refusedOf(suspended.tenant.id)).toEqual([
      { ...refusal, target: `User:${suspended.id}` },
    ]);
    expect(await refusedOf(platform.id)).toHaveLength(4); // of no tenant, of a suspended one, and no tokens at all
    const credentials = await auth.database.query(
      'SELECT 1 FROM auth.credentials WHERE user_id = ANY($1)',
      [[expired.id, suspended.id, active.id, closed.id]],
    );
    expect(credentials).toEqual([]);
  }, 120_000);
});

describe('a password', () => {
  it.each([
    ['', 'must be 10 characters or more'],
    ['short pwd', 'must be 10 characters or more'],
    ['some words '.repeat(24), 'must be 256 characters or less'],
    ['aaaaaaaaaaaa', 'must have 5 different characters or more'],
    ['abababababab', 'must have 5 different characters or more'],
    ['Password123', 'is among the first that are tried: choose another'],
    ['gestas-demo', 'is among the first that are tried: choose another'],
    ['with \u0000 inside', 'must be well-formed text without U+0000'],
  ])('%j is refused and the link stays open', async (password, fault) => {
    const person = await invite();
    const { errors } = await accept(person.token, password);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { password: expect.stringContaining(fault) },
    });
    expect((await accept(person.token)).errors).toBeUndefined();
  });

  it.each([['ten letters'], ['contraseña muy larga'], ['  spaces  count  ']])(
    '%j is taken as it is',
    async (password) => {
      const person = await invite();
      await accept(person.token, password);
      const input = { tenant: person.tenant.slug, email: person.email, password };
      expect((await auth.login(newBrowser(), input)).errors).toBeUndefined();
    },
  );
});
