import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Office, type SystemWorld, startSystemWorld } from './support/system-world.ts';

let system: SystemWorld;
beforeAll(async () => {
  system = await startSystemWorld();
});
afterAll(() => system.stop());

const UPDATE = `mutation ($input: UpdateUserInput!) {
  updateUser(input: $input) { user { id name status role { id } roles { id } } }
}`;
const update = (office: Office | null, input: object) => system.execute(office, UPDATE, { input });
const codeOf = ({
  errors,
}: {
  errors?: { extensions?: Record<string, unknown> | undefined }[] | undefined;
}) => errors?.[0]?.extensions?.code;
const versionOf = async (id: string) =>
  Number(
    (await system.database.query('SELECT roles_version FROM system.users WHERE id = $1', [id]))[0]
      ?.roles_version,
  );

describe('updateUser', () => {
  it('changes name and roles in their order, announces what changed, and is audited with before and after', async () => {
    const office = await system.openOffice();
    const id = await system.addUser(office, { name: 'Ana' });
    const second = await system.addRole(office, 'Second', ['system:user:read']);
    const { data, errors } = await update(office, {
      id,
      name: '  Ana María ',
      roleIds: [second, office.roleId],
    });
    expect(errors).toBeUndefined();
    expect(data.updateUser.user).toEqual({
      id,
      name: 'Ana María',
      status: 'ACTIVE',
      role: { id: second },
      roles: [{ id: second }, { id: office.roleId }],
    });
    expect(await versionOf(id)).toBe(2);
    expect(await system.emitted(office.tenantId)).toEqual([
      { name: 'user:updated', data: { userId: id, fields: ['name', 'roles'] } },
    ]);
    const [row] = await system.database.query(
      'SELECT target, outcome, details FROM app.audit_entries WHERE tenant_id = $1',
      [office.tenantId],
    );
    expect(row).toEqual({
      target: `User:${id}`,
      outcome: 'OK',
      details: {
        fields: ['name', 'roles'],
        before: { name: 'Ana', roleIds: [office.roleId], status: 'ACTIVE' },
        after: { name: 'Ana María', roleIds: [second, office.roleId] },
      },
    });
  });

  it('announces nothing where nothing changes, and a name leaves rights and tokens alone', async () => {
    const office = await system.openOffice();
    const id = await system.addUser(office, { name: 'Ana' });
    await update(office, { id, name: 'Ana', roleIds: [office.roleId], status: 'ACTIVE' });
    expect(await system.emitted(office.tenantId)).toEqual([]);
    await update(office, { id, name: 'Eva', roleIds: null, status: null });
    expect(await system.emitted(office.tenantId)).toEqual([
      { name: 'user:updated', data: { userId: id, fields: ['name'] } },
    ]);
    expect(await versionOf(id)).toBe(1);
  });

  it('suspends, and lifting it goes back to what the user was', async () => {
    const office = await system.openOffice();
    const active = await system.addUser(office, { name: 'Active' });
    const invited = await system.addUser(office, { name: 'Invited', status: 'INVITED' });
    for (const id of [active, invited]) {
      const { data } = await update(office, { id, status: 'SUSPENDED' });
      expect(data.updateUser.user.status).toBe('SUSPENDED');
    }
    expect(await system.emitted(office.tenantId)).toEqual(
      [active, invited].flatMap((userId) => [
        { name: 'user:suspended', data: { userId } },
        { name: 'user:updated', data: { userId, fields: ['status'] } },
      ]),
    );
    const lifted = async (id: string) =>
      (await update(office, { id, status: 'ACTIVE' })).data.updateUser.user.status;
    expect([await lifted(active), await lifted(invited)]).toEqual(['ACTIVE', 'INVITED']);
  });

  it('does not make an invited user active', async () => {
    const office = await system.openOffice();
    const id = await system.addUser(office, { name: 'Invited', status: 'INVITED' });
    const answer = await update(office, { id, status: 'ACTIVE' });
    expect(answer.errors?.[0]).toMatchObject({
      message: 'An invited user becomes active by choosing a password: send them the link.',
      extensions: { code: 'CONFLICT' },
    });
  });

  it('does not let anybody suspend themself', async () => {
    const office = await system.openOffice();
    expect(codeOf(await update(office, { id: office.userId, status: 'SUSPENDED' }))).toBe(
      'CONFLICT',
    );
  });
});

describe('updateUser refuses', () => {
  const id = randomUUID();
  it.each([
    [{ id }, { input: 'must change something' }],
    [{ id, name: null, roleIds: null }, { input: 'must change something' }],
    [{ id, name: ' ' }, { name: 'must not be empty' }],
    [{ id, roleIds: [] }, { roleIds: 'must name at least one role' }],
    [{ id, roleIds: [id, id] }, { roleIds: 'must not name a role twice' }],
    [
      { id, status: 'INVITED' },
      { status: 'must be ACTIVE or SUSPENDED: only an invitation invites' },
    ],
  ])('and names each faulty field, case %#', async (input, fields) => {
    const office = await system.openOffice();
    const { errors } = await update(office, input);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', fields });
  });

  it('a foreign user exactly like a random one, and a foreign role too', async () => {
    const [mine, other] = [await system.openOffice(['*']), await system.openOffice()];
    const answers = [];
    for (const id of [other.userId, randomUUID(), 'nonsense']) {
      answers.push(await update(mine, { id, name: 'Taken over', status: 'SUSPENDED' }));
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(codeOf(answers[0] ?? {})).toBe('NOT_FOUND');
    const id = await system.addUser(mine, { name: 'Mine' });
    for (const roleId of [other.roleId, randomUUID()]) {
      const { errors } = await update(mine, { id, roleIds: [mine.roleId, roleId] });
      expect(errors?.[0]?.extensions).toEqual({
        code: 'BAD_USER_INPUT',
        fields: { roleIds: 'names no role of this tenant' },
      });
    }
    expect(await system.emitted(other.tenantId)).toEqual([]);
  });

  it('strangers, and those without the permission', async () => {
    const office = await system.openOffice(['system:user:read', 'system:user:create']);
    expect(codeOf(await update(null, { id, name: 'x' }))).toBe('UNAUTHENTICATED');
    const { errors } = await update(office, { id: office.userId, name: 'x' });
    expect(errors?.[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
      permission: 'system:user:update',
    });
  });
});

describe('rights beyond one’s own', () => {
  it.each([
    ['give them to oneself', ['system:user:update'], ['*'], true],
    ['give them to another', ['system:user:update'], ['system:user:create'], false],
    [
      'pass a plugin’s wildcard for one of its permissions',
      ['system:user:update', 'cms:post:read'],
      ['cms:*'],
      false,
    ],
    ['pass a noun’s wildcard likewise', ['system:user:update', 'cms:*:read'], ['cms:post:*'], true],
  ])('nobody may %s', async (_what, own, wanted, isSelf) => {
    const office = await system.openOffice(own);
    const roleId = await system.addRole(office, 'Wanted', wanted);
    const id = isSelf ? office.userId : await system.addUser(office, { name: 'Accomplice' });
    const answer = await update(office, { id, roleIds: [office.roleId, roleId] });
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission: wanted[0] });
    expect(await system.emitted(office.tenantId)).toEqual([]);
    expect(await system.audited(office.tenantId)).toEqual([
      { action: 'updateUser', outcome: 'FORBIDDEN', target: null },
    ]);
  });

  it('nobody may suspend, restore or demote whoever has them', async () => {
    const office = await system.openOffice(['system:user:*']);
    const strong = await system.addRole(office, 'Strong', ['cms:*']);
    const id = await system.addUser(office, { name: 'Strong', roleIds: [strong] });
    for (const change of [{ status: 'SUSPENDED' }, { roleIds: [office.roleId] }]) {
      const { errors } = await update(office, { id, ...change });
      expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission: 'cms:*' });
    }
    const admin = { ...office, userId: randomUUID(), permissions: ['*'] };
    await update(admin, { id, status: 'SUSPENDED' });
    expect(codeOf(await update(office, { id, status: 'ACTIVE' }))).toBe('FORBIDDEN');
    expect((await update(office, { id, name: 'A new name' })).errors).toBeUndefined();
  });
});

describe('the last user who may do everything', () => {
  const everything = async () => {
    const office = await system.openOffice(['*']);
    const lesser = await system.addRole(office, 'Lesser', ['cms:*']);
    return { office, lesser };
  };
  const MESSAGE = 'This would leave nobody who may do everything';

  it('stays, whichever way it would go, while invited and suspended ones don’t count', async () => {
    const { office, lesser } = await everything();
    await system.addUser(office, { name: 'Invited', status: 'INVITED' });
    const other = await system.addUser(office, { name: 'Other' });
    const outsider = { ...office, userId: randomUUID() };
    expect((await update(outsider, { id: other, status: 'SUSPENDED' })).errors).toBeUndefined();
    for (const change of [{ status: 'SUSPENDED' }, { roleIds: [lesser] }]) {
      const answer = await update(outsider, { id: office.userId, ...change });
      expect(answer.errors?.[0]?.message).toContain(MESSAGE);
      expect(codeOf(answer)).toBe('CONFLICT');
    }
    expect(await versionOf(office.userId)).toBe(1);
    await update(outsider, { id: other, status: 'ACTIVE' });
    const answer = await update(outsider, { id: office.userId, roleIds: [lesser] });
    expect(answer.errors).toBeUndefined();
  });

  it('stays when two of them demote each other at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { office, lesser } = await everything();
      const other = await system.addUser(office, { name: 'Other' });
      const answers = await Promise.all([
        update(office, { id: other, roleIds: [lesser] }),
        update({ ...office, userId: other }, { id: office.userId, status: 'SUSPENDED' }),
      ]);
      expect(answers.map(codeOf).sort()).toEqual(['CONFLICT', undefined]);
    }
  });
});
