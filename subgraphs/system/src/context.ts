import {
  type BaseContext,
  type Database,
  defineContext,
  type RequestContext,
  type Transacting,
} from '@gestas/sdk';
import { env } from './env.ts';
import { events, type SystemEvents } from './events.ts';
import { type Prisma, PrismaClient } from './generated/prisma/client.ts';
import { type AuditReader, createAuditRepository } from './repositories/audit-repository.ts';
import { createPrismaRoleRepository } from './repositories/prisma-role-repository.ts';
import { createPrismaUserRepository } from './repositories/prisma-user-repository.ts';
import type { RoleReader, RoleRepository } from './repositories/role-repository.ts';
import { createTenantRepository, type TenantReader } from './repositories/tenant-repository.ts';
import type { UserReader, UserRepository } from './repositories/user-repository.ts';

type Parts = {
  readonly users: UserRepository;
  readonly roles: RoleRepository;
  readonly tenants: TenantReader;
  readonly audit: AuditReader;
  readonly webOrigin: string;
};

/** What a query may touch: it reads. */
export type QueryContext = BaseContext & {
  readonly users: UserReader;
  readonly roles: RoleReader;
  readonly tenants: TenantReader;
  readonly audit: AuditReader;
};

/** What a command may touch: it also writes and announces, in a transaction. */
export type CommandContext = QueryContext &
  Transacting<Parts, SystemEvents> & { readonly webOrigin: string };

/** What resolvers pass on. */
export type ResolverContext = RequestContext<Parts, SystemEvents>;

/** The plugin's wiring. */
export const context = defineContext({
  createClient: (adapter) => new PrismaClient({ adapter }),
  events,
  createParts: (database: Database<Prisma.TransactionClient>): Parts => ({
    users: createPrismaUserRepository(database),
    roles: createPrismaRoleRepository(database),
    tenants: createTenantRepository(database),
    audit: createAuditRepository(database),
    webOrigin: env.WEB_ORIGIN,
  }),
});
