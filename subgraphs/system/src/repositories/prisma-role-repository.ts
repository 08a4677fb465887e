import { batchById, type Database, isId } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';
import type { RoleRecord } from '../models/role-record.ts';
import type { RoleReader } from './role-repository.ts';

const MOST_ROLES = 500;

/** Roles in PostgreSQL, through Prisma. */
export function createPrismaRoleRepository(
  database: Database<Prisma.TransactionClient>,
): RoleReader {
  const findById = batchById<RoleRecord>((ids) =>
    database.run(({ role }) => role.findMany({ where: { id: { in: [...ids] } } })),
  );
  return {
    findById: async (id) => (isId(id) ? findById(id.toLowerCase()) : null),
    list: () =>
      database.run(({ role }) => role.findMany({ orderBy: { name: 'asc' }, take: MOST_ROLES })),
  };
}
