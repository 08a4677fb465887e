import { AppError, batchById, type Database, isId, isUniqueViolation, uuidV7 } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';
import type { RoleRecord } from '../models/role-record.ts';
import type { RoleRepository } from './role-repository.ts';

const MOST_ROLES = 500;

/** Roles in PostgreSQL, through Prisma. */
export function createPrismaRoleRepository(
  database: Database<Prisma.TransactionClient>,
): RoleRepository {
  const { tenantId } = database;
  const findById = batchById<RoleRecord>((ids) =>
    database.run(({ role }) => role.findMany({ where: { id: { in: [...ids] } } })),
  );
  return {
    findById: async (id) => (isId(id) ? findById(id.toLowerCase()) : null),
    list: () =>
      database.run(({ role }) => role.findMany({ orderBy: { name: 'asc' }, take: MOST_ROLES })),
    insert: ({ name, permissions }) =>
      database.run(({ role }) =>
        refusingTakenName(name, () => {
          const data = { id: uuidV7(), tenantId, name, permissions: [...permissions] };
          return role.create({ data });
        }),
      ),
    update: (id, { name, permissions }) =>
      database.run(async ({ role, user }) => {
        const data = {
          ...(name && { name }),
          ...(permissions && { permissions: [...permissions] }),
        };
        const updated = await refusingTakenName(name ?? '', () =>
          role.update({ where: { id }, data }),
        );
        if (permissions) {
          await user.updateMany({
            where: { roles: { some: { roleId: id } } },
            data: { rolesVersion: { increment: 1 } },
          });
        }
        return updated;
      }),
  };
}

async function refusingTakenName<T>(name: string, write: () => PromiseLike<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('CONFLICT', `There is a role called ${name} already: choose another name.`, {
      name,
    });
  }
}
