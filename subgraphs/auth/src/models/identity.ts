/** Who may sign in and with which rights, as system publishes it. */
export type Identity = {
  readonly id: string;
  readonly tenantId: string;
  readonly status: 'INVITED' | 'ACTIVE' | 'SUSPENDED';
  readonly roleId: string;
  readonly permissions: readonly string[];
  readonly rolesVersion: number;
};
