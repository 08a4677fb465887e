import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Office, type SystemWorld, startSystemWorld } from './support/system-world.ts';

let system: SystemWorld;
beforeAll(async () => {
  system = await startSystemWorld();
});
afterAll(() => system.stop());

const CREATE = `mutation ($input: CreateUserInput!) {
  createUser(input: $input) { invitationUrl user { id email name status role { id } roles { id } } }
}`;
const create = (office: Office | null, input: object) => system.execute(office, CREATE, { input });
const personOf = (office: Office) => ({
  email: 'new@office.test',
  name: 'New Person',
  roleIds: [office.roleId],
});

describe('createUser', () => {
  it('adds an invited user, announces it and leaves an audit row', async () => {
    const office = await system.openOffice();
    const second = await system.addRole(office, 'Second', []);
    const input = {
      email: ' New@Office.TEST ',
      name: ' New Person ',
      roleIds: [second, office.roleId],
    };
    const { data, errors } = await create(office, input);
    expect(errors).toBeUndefined();
    const { user } = data.createUser;
    expect(user).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      email: 'new@office.test',
      name: 'New Person',
      status: 'INVITED',
      role: { id: second },
      roles: [{ id: second }, { id: office.roleId }],
    });
    expect(await system.emitted(office.tenantId)).toEqual([
      {
        name: 'user:created',
        data: {
          userId: user.id,
          invitationHash: expect.stringMatching(/^[0-9a-f]{64}$/),
          invitationExpiresAt: expect.any(String),
        },
      },
    ]);
    expect(await system.audited(office.tenantId)).toEqual([
      { action: 'createUser', outcome: 'OK', target: `User:${user.id}` },
    ]);
  });

  it('answers a link to the web client whose token is kept nowhere, only its hash', async () => {
    const office = await system.openOffice();
    const { data } = await create(office, personOf(office));
    const url = new URL(data.createUser.invitationUrl);
    expect(url.origin + url.pathname + url.search).toBe('http://localhost:5173/invitation');
    const token = url.hash.slice(1);
    expect(token).toMatch(new RegExp(`^${office.tenantId}\\.[A-Za-z0-9_-]{43}$`));
    const [event = { data: {} }] = await system.emitted(office.tenantId);
    const hash = createHash('sha256').update(token).digest('hex');
    expect(event.data).toMatchObject({ invitationHash: hash });
    const week = 7 * 24 * 60 * 60 * 1000;
    const { invitationExpiresAt } = event.data as Record<string, string>;
    const remaining = Date.parse(invitationExpiresAt ?? '') - Date.now();
    expect(Math.abs(remaining - week)).toBeLessThan(60_000);
    const rows = await system.database.query<{ text: string }>(
      `SELECT row_to_json(o)::text AS text FROM app.outbox o WHERE tenant_id = $1
       UNION ALL SELECT row_to_json(a)::text FROM app.audit_entries a WHERE tenant_id = $1`,
      [office.tenantId],
    );
    expect(rows.map(({ text }) => text).join()).not.toContain(token.split('.')[1]);
  });

  it('refuses an e-mail address that is taken, in any case, and leaves nothing behind', async () => {
    const office = await system.openOffice();
    await create(office, personOf(office));
    const again = await create(office, { ...personOf(office), email: 'NEW@office.test' });
    expect(again).toEqual({
      data: null,
      errors: [
        {
          message: 'Somebody with that e-mail address already exists.',
          path: ['createUser'],
          extensions: { code: 'CONFLICT', email: 'new@office.test' },
        },
      ],
    });
    expect(await system.emitted(office.tenantId)).toHaveLength(1);
    expect((await system.audited(office.tenantId)).map(({ outcome }) => outcome)).toEqual([
      'OK',
      'CONFLICT',
    ]);
  });

  it('lets one of several at once win', async () => {
    const office = await system.openOffice();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => create(office, personOf(office))),
    );
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    expect(await system.emitted(office.tenantId)).toHaveLength(1);
  });

  it('does not tell who exists in another tenant', async () => {
    const [mine, other] = [await system.openOffice(), await system.openOffice()];
    await create(other, personOf(other));
    expect((await create(mine, personOf(mine))).errors).toBeUndefined();
  });
});

describe('createUser refuses', () => {
  const valid = { email: 'a@b.test', name: 'A' };
  const role = randomUUID();
  it.each([
    [{ ...valid, email: 'nobody', roleIds: [role] }, { email: 'must be an e-mail address' }],
    [{ ...valid, email: '', roleIds: [role] }, { email: 'must be an e-mail address' }],
    [{ ...valid, email: 'a b@c.test', roleIds: [role] }, { email: 'must be an e-mail address' }],
    [
      { ...valid, email: `${'e'.repeat(250)}@b.test`, roleIds: [role] },
      { email: 'must be 254 characters or less' },
    ],
    [{ ...valid, name: '  ', roleIds: [role] }, { name: 'must not be empty' }],
    [
      { ...valid, name: 'n'.repeat(121), roleIds: [role] },
      { name: 'must be 120 characters or less' },
    ],
    [
      { ...valid, name: 'a\u0000', roleIds: [role] },
      { name: 'must be well-formed text without U+0000' },
    ],
    [{ ...valid, roleIds: [] }, { roleIds: 'must name at least one role' }],
    [{ ...valid, roleIds: [role, role] }, { roleIds: 'must not name a role twice' }],
    [{ ...valid, roleIds: [role, role.toUpperCase()] }, { roleIds: 'must not name a role twice' }],
    [
      { ...valid, roleIds: Array.from({ length: 21 }, () => randomUUID()) },
      { roleIds: 'must name 20 roles or less' },
    ],
    [
      { email: 'x', name: '', roleIds: [] },
      {
        email: 'must be an e-mail address',
        name: 'must not be empty',
        roleIds: 'must name at least one role',
      },
    ],
  ])('and names each faulty field, case %#', async (input, fields) => {
    const office = await system.openOffice();
    const { errors } = await create(office, input);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', fields });
    expect(await system.emitted(office.tenantId)).toEqual([]);
  });

  it('a foreign role exactly like a random one, and like what is no id', async () => {
    const [mine, other] = [await system.openOffice(['*']), await system.openOffice()];
    const ids = [other.roleId, randomUUID(), 'nonsense'];
    const answers = [];
    for (const id of ids)
      answers.push(await create(mine, { ...valid, roleIds: [mine.roleId, id] }));
    for (const answer of answers) {
      expect(answer).toEqual(answers[0]);
      expect(answer.errors?.[0]?.extensions).toEqual({
        code: 'BAD_USER_INPUT',
        fields: { roleIds: 'names no role of this tenant' },
      });
    }
  });

  it.each([
    [['system:user:create'], ['cms:post:read'], 'cms:post:read'],
    [['system:*'], ['*'], '*'],
    [['system:*', 'cms:post:*'], ['system:user:read', 'cms:*'], 'cms:*'],
    [['system:user:create', 'cms:*:read'], ['cms:post:read', 'cms:post:*'], 'cms:post:*'],
  ])('to hand out rights the viewer lacks: %j may not give %j', async (own, given, missing) => {
    const office = await system.openOffice(own);
    const roleId = await system.addRole(office, 'Given', given);
    const { errors } = await create(office, { ...valid, roleIds: [roleId] });
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission: missing });
    expect(await system.audited(office.tenantId)).toEqual([
      { action: 'createUser', outcome: 'FORBIDDEN', target: null },
    ]);
  });

  it.each([
    [['*'], ['*', 'cms:*']],
    [
      ['system:*', 'cms:*'],
      ['cms:*', 'cms:post:read', 'system:user:create'],
    ],
  ])('nothing the viewer has: %j may give %j', async (own, given) => {
    const office = await system.openOffice(own);
    const roleId = await system.addRole(office, 'Given', given);
    expect((await create(office, { ...valid, roleIds: [roleId] })).errors).toBeUndefined();
  });

  it('strangers, and those without the permission', async () => {
    expect((await create(null, { ...valid, roleIds: [role] })).errors?.[0]?.extensions).toEqual({
      code: 'UNAUTHENTICATED',
    });
    const office = await system.openOffice(['system:user:read']);
    expect((await create(office, personOf(office))).errors?.[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
      permission: 'system:user:create',
    });
  });
});
