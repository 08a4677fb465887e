import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Office, type SystemWorld, startSystemWorld } from './support/system-world.ts';

let system: SystemWorld;
beforeAll(async () => {
  system = await startSystemWorld();
});
afterAll(() => system.stop());

const CREATE = `mutation ($input: CreateRoleInput!) {
  createRole(input: $input) { role { id name permissions } }
}`;
const UPDATE = `mutation ($input: UpdateRoleInput!) {
  updateRole(input: $input) { role { id name permissions } }
}`;
const create = (office: Office | null, input: object) => system.execute(office, CREATE, { input });
const update = (office: Office | null, input: object) => system.execute(office, UPDATE, { input });
const codeOf = ({
  errors,
}: {
  errors?: { extensions?: Record<string, unknown> | undefined }[] | undefined;
}) => errors?.[0]?.extensions?.code;

describe('createRole', () => {
  it('makes a role, each permission once, announces it and is audited', async () => {
    const office = await system.openOffice(['system:*', 'cms:*']);
    const permissions = ['cms:post:read', 'cms:*:create', 'system:*', 'cms:post:read'];
    const { data, errors } = await create(office, { name: ' Writer ', permissions });
    expect(errors).toBeUndefined();
    const { role } = data.createRole;
    expect(role).toEqual({
      id: expect.any(String),
      name: 'Writer',
      permissions: ['cms:post:read', 'cms:*:create', 'system:*'],
    });
    expect(await system.emitted(office.tenantId)).toEqual([
      { name: 'role:changed', data: { roleId: role.id, fields: ['name', 'permissions'] } },
    ]);
    expect(await system.audited(office.tenantId)).toEqual([
      { action: 'createRole', outcome: 'OK', target: `Role:${role.id}` },
    ]);
    const listed = await system.execute(office, '{ roles { name } }');
    expect(listed.data.roles).toEqual([{ name: 'Administrator' }, { name: 'Writer' }]);
  });

  it('takes a name once in a tenant, in any case, and one of several at once wins', async () => {
    const [office, other] = [await system.openOffice(), await system.openOffice()];
    const input = { name: 'Écrivain', permissions: [] };
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(office, input)));
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    const again = await create(office, { ...input, name: 'ÉCRIVAIN' });
    expect(again.errors?.[0]).toMatchObject({
      message: 'There is a role called ÉCRIVAIN already: choose another name.',
      extensions: { code: 'CONFLICT', name: 'ÉCRIVAIN' },
    });
    expect((await create(other, input)).errors).toBeUndefined();
  });

  it.each([
    ['cms'],
    ['cms:post'],
    ['cms:post:'],
    ['CMS:post:read'],
    ['cms:post:read:all'],
    ['*:post:read'],
    ['*:*'],
    ['**'],
    ['cms:*:'],
    ['cms post read'],
    ['cms:post:read\n'],
    [''],
  ])('refuses %j, which is no permission', async (permission) => {
    const office = await system.openOffice(['*']);
    const { errors } = await create(office, { name: 'x', permissions: ['cms:*', permission] });
    expect(errors?.[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      fields: { 'permissions.1': 'must be plugin:noun:verb, plugin:* or *, lower-case' },
    });
  });

  it('refuses an empty or long name, and too many permissions', async () => {
    const office = await system.openOffice(['*']);
    const many = Array.from(
      { length: 201 },
      (_none, index) => `cms:post:verb-${'x'.repeat(index)}`,
    );
    const fields = async (input: object) =>
      (await create(office, input)).errors?.[0]?.extensions?.fields;
    expect(await fields({ name: ' ', permissions: [] })).toEqual({ name: 'must not be empty' });
    expect(await fields({ name: 'n'.repeat(81), permissions: [] })).toEqual({
      name: 'must be 80 characters or less',
    });
    expect(await fields({ name: 'x', permissions: many })).toMatchObject({
      permissions: 'must name 200 permissions or less',
    });
  });

  it.each([
    [['system:role:create'], '*'],
    [['system:role:create'], 'system:*'],
    [['system:role:create', 'cms:post:read'], 'cms:post:*'],
    [['system:*', 'cms:*:read'], 'cms:*'],
    [['system:*'], 'cms:post:read'],
  ])('whoever has %j may not grant %s', async (own, permission) => {
    const office = await system.openOffice(own);
    const { errors } = await create(office, { name: 'Ladder', permissions: [permission] });
    expect(errors?.[0]).toMatchObject({
      message: `The new role grants ${permission}, which you don't have.`,
      extensions: { code: 'FORBIDDEN', permission },
    });
    expect(await system.emitted(office.tenantId)).toEqual([]);
  });
});

describe('updateRole', () => {
  it('changes name and permissions, outdates its holders’ tokens only, and is audited', async () => {
    const office = await system.openOffice(['system:*', 'cms:*']);
    const id = await system.addRole(office, 'Reader', ['cms:post:read']);
    const holder = await system.addUser(office, { name: 'Holder', roleIds: [office.roleId, id] });
    const input = { id, name: 'Writer', permissions: ['cms:post:read', 'cms:post:create'] };
    const { data, errors } = await update(office, input);
    expect(errors).toBeUndefined();
    expect(data.updateRole.role).toEqual(input);
    const versions = await system.database.query(
      'SELECT id, roles_version::int AS version FROM system.users WHERE tenant_id = $1',
      [office.tenantId],
    );
    expect(new Map(versions.map(({ id: user, version }) => [user, version]))).toEqual(
      new Map([
        [office.userId, 1],
        [holder, 2],
      ]),
    );
    expect(await system.emitted(office.tenantId)).toEqual([
      { name: 'role:changed', data: { roleId: id, fields: ['name', 'permissions'] } },
    ]);
    const [row] = await system.database.query(
      'SELECT details FROM app.audit_entries WHERE tenant_id = $1',
      [office.tenantId],
    );
    expect(row?.details).toMatchObject({
      before: { name: 'Reader', permissions: ['cms:post:read'] },
      after: { name: 'Writer', permissions: input.permissions },
    });
  });

  it('announces nothing where nothing changes', async () => {
    const office = await system.openOffice(['system:*', 'cms:*']);
    const id = await system.addRole(office, 'Reader', ['cms:post:read', 'cms:post:create']);
    await update(office, { id, name: 'Reader', permissions: ['cms:post:create', 'cms:post:read'] });
    expect(await system.emitted(office.tenantId)).toEqual([]);
    expect((await update(office, { id })).errors?.[0]?.extensions?.fields).toEqual({
      input: 'must change something',
    });
  });

  it('refuses a taken name, and a foreign role exactly like a random one', async () => {
    const [mine, other] = [await system.openOffice(['*']), await system.openOffice()];
    const id = await system.addRole(mine, 'Reader', []);
    expect(codeOf(await update(mine, { id, name: 'administrator' }))).toBe('CONFLICT');
    const foreign = await update(mine, { id: other.roleId, permissions: [] });
    expect(foreign).toEqual(await update(mine, { id: randomUUID(), permissions: [] }));
    expect(codeOf(foreign)).toBe('NOT_FOUND');
  });

  it('nobody may raise, lower or rename a role beyond their own rights, their own role included', async () => {
    const office = await system.openOffice(['system:role:*']);
    const strong = await system.addRole(office, 'Strong', ['cms:*']);
    const attempts = [
      [
        { id: office.roleId, permissions: ['system:role:*', 'system:user:create'] },
        'system:user:create',
      ],
      [{ id: office.roleId, permissions: ['*'] }, '*'],
      [{ id: strong, permissions: [] }, 'cms:*'],
      [{ id: strong, name: 'Weak' }, 'cms:*'],
    ] as const;
    for (const [input, permission] of attempts) {
      const { errors } = await update(office, input);
      expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission });
    }
    expect(await system.emitted(office.tenantId)).toEqual([]);
  });

  it('does not take `*` from the last active user who has it, but from any before', async () => {
    const office = await system.openOffice(['*']);
    const second = await system.addRole(office, 'Second', ['*']);
    const invited = { name: 'Invited', status: 'INVITED', roleIds: [second] };
    await system.addUser(office, invited);
    expect(codeOf(await update(office, { id: office.roleId, permissions: ['system:*'] }))).toBe(
      'CONFLICT',
    );
    await system.addUser(office, { name: 'Active', roleIds: [second] });
    const answers = await Promise.all([
      update(office, { id: office.roleId, permissions: ['system:*'] }),
      update(office, { id: second, permissions: [] }),
    ]);
    expect(answers.map(codeOf).sort()).toEqual(['CONFLICT', undefined]);
  });

  it('refuses strangers, and those without the permission', async () => {
    const office = await system.openOffice(['system:role:read', 'system:role:create']);
    const input = { id: office.roleId, permissions: [] };
    expect(codeOf(await update(null, input))).toBe('UNAUTHENTICATED');
    expect((await update(office, input)).errors?.[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
      permission: 'system:role:update',
    });
    const reader = { ...office, permissions: ['system:role:read'] };
    expect((await create(reader, { name: 'x', permissions: [] })).errors?.[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
      permission: 'system:role:create',
    });
  });
});
