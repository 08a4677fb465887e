import { randomUUID } from 'node:crypto';
import { startTestPlugin, type TestAnswer, type TestPlugin } from '@gestas/sdk/testing';
import { definition } from '../../src/definition.ts';

/** A tenant and its administrator, who is the viewer of most tests. */
export type Office = {
  readonly tenantId: string;
  readonly slug: string;
  readonly userId: string;
  readonly roleId: string;
  readonly permissions: readonly string[];
};

/** A user to add. */
export type Colleague = {
  readonly name: string;
  readonly email?: string;
  readonly roleIds?: readonly string[];
  readonly status?: string;
};

/** The system plugin, and tenants with people in them. */
export type SystemWorld = TestPlugin & {
  /** A fresh tenant whose administrator, Zoe, is also a user of it. */
  openOffice(permissions?: readonly string[]): Promise<Office>;
  addRole(
    office: Pick<Office, 'tenantId'>,
    name: string,
    permissions: readonly string[],
  ): Promise<string>;
  addUser(office: Office, colleague: Colleague): Promise<string>;
};

/** Starts the plugin. */
export async function startSystemWorld(): Promise<SystemWorld> {
  const plugin = await startTestPlugin(definition);
  const { query, createTenant } = plugin.database;
  const addRole: SystemWorld['addRole'] = async ({ tenantId }, name, permissions) => {
    const id = randomUUID();
    await query(
      'INSERT INTO system.roles (id, tenant_id, name, permissions) VALUES ($1, $2, $3, $4)',
      [id, tenantId, name, permissions],
    );
    return id;
  };
  const addUser: SystemWorld['addUser'] = async (office, colleague) => {
    const id = randomUUID();
    const { name, status = 'ACTIVE', roleIds = [office.roleId] } = colleague;
    const { email = `${id}@office.test` } = colleague;
    await query(
      'INSERT INTO system.users (id, tenant_id, email, name, status) VALUES ($1, $2, $3, $4, $5)',
      [id, office.tenantId, email, name, status],
    );
    for (const [place, roleId] of roleIds.entries()) {
      await query(
        'INSERT INTO system.user_roles (tenant_id, user_id, role_id, place) VALUES ($1, $2, $3, $4)',
        [office.tenantId, id, roleId, place],
      );
    }
    return id;
  };
  return {
    ...plugin,
    addRole,
    addUser,
    async openOffice(permissions = ['system:*']) {
      const { id: tenantId, slug } = await createTenant();
      const roleId = await addRole({ tenantId }, 'Administrator', permissions);
      const office = { tenantId, slug, roleId, permissions, userId: '' };
      const userId = await addUser(office, { name: 'Zoe' });
      return { ...office, userId };
    },
  };
}

/** The code an answer was refused with. */
export function codeOf({ errors }: TestAnswer): unknown {
  return errors?.[0]?.extensions?.code;
}
