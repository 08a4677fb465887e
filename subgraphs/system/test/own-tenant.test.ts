import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeOf, type SystemWorld, startSystemWorld } from './support/system-world.ts';

let system: SystemWorld;
beforeAll(async () => {
  system = await startSystemWorld();
});
afterAll(() => system.stop());

describe('me', () => {
  it('is the signed-in user with roles, the primary one first', async () => {
    const office = await system.openOffice();
    const second = await system.addRole(office, 'Author', ['cms:*']);
    const userId = await system.addUser(office, { name: 'Ann', roleIds: [second, office.roleId] });
    const query = '{ me { id name status createdAt role { name permissions } roles { name } } }';
    const { data } = await system.execute({ ...office, userId, permissions: [] }, query);
    expect(data.me).toEqual({
      id: userId,
      name: 'Ann',
      status: 'ACTIVE',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      role: { name: 'Author', permissions: ['cms:*'] },
      roles: [{ name: 'Author' }, { name: 'Administrator' }],
    });
  });

  it('refuses strangers, and a session whose user is gone', async () => {
    expect(codeOf(await system.execute(null, '{ me { id } }'))).toBe('UNAUTHENTICATED');
    const office = await system.openOffice();
    const gone = { ...office, userId: randomUUID() };
    expect(codeOf(await system.execute(gone, '{ me { id } }'))).toBe('UNAUTHENTICATED');
  });
});

describe('tenant', () => {
  it("is the viewer's own", async () => {
    const office = await system.openOffice();
    const viewer = { ...office, permissions: [] };
    const { data } = await system.execute(viewer, '{ tenant { id slug name } }');
    expect(data.tenant).toEqual({ id: office.tenantId, slug: office.slug, name: office.slug });
  });

  it('refuses strangers, and a session whose tenant is gone', async () => {
    expect(codeOf(await system.execute(null, '{ tenant { id } }'))).toBe('UNAUTHENTICATED');
    const nowhere = { tenantId: randomUUID() };
    expect(codeOf(await system.execute(nowhere, '{ tenant { id } }'))).toBe('UNAUTHENTICATED');
  });
});

describe('roles', () => {
  it("are the tenant's own, by name", async () => {
    const [office, other] = [await system.openOffice(), await system.openOffice()];
    await system.addRole(office, 'Viewer', ['cms:post:read']);
    await system.addRole(office, 'Editor', []);
    await system.addRole(other, 'Foreign', ['*']);
    const { data } = await system.execute(office, '{ roles { name permissions } }');
    expect(data.roles).toEqual([
      { name: 'Administrator', permissions: ['system:*'] },
      { name: 'Editor', permissions: [] },
      { name: 'Viewer', permissions: ['cms:post:read'] },
    ]);
  });

  it('need their permission', async () => {
    const office = await system.openOffice(['system:user:read']);
    expect(codeOf(await system.execute(office, '{ roles { id } }'))).toBe('FORBIDDEN');
    expect(codeOf(await system.execute(null, '{ roles { id } }'))).toBe('UNAUTHENTICATED');
  });
});
