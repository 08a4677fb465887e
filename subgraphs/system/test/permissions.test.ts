import { createRegistryWriter, Manifest } from '@gestas/sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SystemWorld, startSystemWorld } from './support/system-world.ts';

let system: SystemWorld;
beforeAll(async () => {
  system = await startSystemWorld();
});
afterAll(() => system.stop());

const PERMISSIONS = '{ permissions { name plugin description { es en } } }';
const CREATE = `mutation ($input: CreateRoleInput!) { createRole(input: $input) { role { id } } }`;
const UPDATE = `mutation ($input: UpdateRoleInput!) { updateRole(input: $input) { role { permissions } } }`;

/** What a router writes when a plugin has registered. */
async function register(name: string, permissions: readonly string[]): Promise<void> {
  const manifest = Manifest.parse({
    name,
    version: '1.0.0',
    description: 'x',
    platform: '^0.1.0',
    port: 0,
    database: { schema: 'x' },
    owns: [],
    permissions: permissions.map((permission) => ({
      name: permission,
      description: { es: `Puede ${permission}`, en: `May ${permission}` },
    })),
    emits: [],
    consumes: [],
  });
  const record = {
    manifest,
    sdl: 'type Query',
    instances: [],
    isRefused: false,
    isServed: true,
    lastRefusal: null,
  };
  await createRegistryWriter(system.keyValue).put(record);
}

describe('before any plugin is known', () => {
  it('there are no permissions, and a role may hold whatever has their form', async () => {
    const office = await system.openOffice(['*']);
    expect((await system.execute(office, PERMISSIONS)).data).toEqual({ permissions: [] });
    const input = { name: 'Early', permissions: ['later:thing:read'] };
    expect((await system.execute(office, CREATE, { input })).errors).toBeUndefined();
  });
});

describe('once plugins have registered', () => {
  beforeAll(async () => {
    await register('plugin-shop', ['shop:product:read', 'shop:product:create']);
    await register('plugin-bare', []);
  });

  it('their permissions are listed with both descriptions, for who may see roles', async () => {
    const office = await system.openOffice(['system:role:read']);
    expect((await system.execute(office, PERMISSIONS)).data.permissions).toEqual(
      ['shop:product:read', 'shop:product:create'].map((name) => ({
        name,
        plugin: 'plugin-shop',
        description: { es: `Puede ${name}`, en: `May ${name}` },
      })),
    );
    const other = await system.openOffice(['system:user:*']);
    const { errors } = await system.execute(other, PERMISSIONS);
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission: 'system:role:read' });
  });

  it('a role gets only what grants something that is there, and keeps what it has', async () => {
    const office = await system.openOffice(['*']);
    const granted = ['*', 'shop:*', 'shop:product:*', 'shop:*:read', 'shop:product:read'];
    const good = { name: 'Good', permissions: granted };
    expect((await system.execute(office, CREATE, { input: good })).errors).toBeUndefined();
    const fault = 'grants nothing that a plugin contributes';
    const bad = { name: 'Bad', permissions: ['shop:*', 'shop:product:delete', 'bare:*', 'shp:*'] };
    const refused = await system.execute(office, CREATE, { input: bad });
    expect(refused.errors?.[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      fields: { 'permissions.1': fault, 'permissions.2': fault, 'permissions.3': fault },
    });
    const id = await system.addRole(office, 'Old', ['gone:*']);
    const kept = { id, permissions: ['gone:*', 'shop:*'] };
    expect((await system.execute(office, UPDATE, { input: kept })).errors).toBeUndefined();
    const added = { id, permissions: ['gone:*', 'gone:thing:read'] };
    expect(
      (await system.execute(office, UPDATE, { input: added })).errors?.[0]?.extensions,
    ).toEqual({
      code: 'BAD_USER_INPUT',
      fields: { 'permissions.1': fault },
    });
  });
});
