import { AppError, batchById, type Database, isId, isUniqueViolation, uuidV7 } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';
import type { UserRecord } from '../models/user-record.ts';
import { escapeLike } from '../utils/escape-like.ts';
import type { UserKey, UserRepository, UserUpdate } from './user-repository.ts';

const withRoles = { roles: { orderBy: { place: 'asc' }, include: { role: true } } } as const;
type Row = Prisma.UserGetPayload<{ include: typeof withRoles }>;

/** Users in PostgreSQL, through Prisma. */
export function createPrismaUserRepository(
  database: Database<Prisma.TransactionClient>,
): UserRepository {
  const findById = batchById<UserRecord>((ids) =>
    database.run(async ({ user }) =>
      (await user.findMany({ where: { id: { in: [...ids] } }, include: withRoles })).map(toRecord),
    ),
  );
  return {
    findById: async (id) => (isId(id) ? findById(id.toLowerCase()) : null),
    list: ({ first, after }, search) =>
      database.run(async ({ user }) => {
        const rows = await user.findMany({
          where: { AND: [matching(search), following(after)] },
          orderBy: [{ name: 'asc' }, { id: 'asc' }],
          take: first + 1,
          include: withRoles,
        });
        return rows.map(toRecord);
      }),
    count: (search) => database.run(({ user }) => user.count({ where: matching(search) })),
    insert: (draft) => database.run((client) => insert(client, database.tenantId, draft)),
    update: (id, change) => database.run((client) => update(client, database.tenantId, id, change)),
    lockRights: () =>
      database.run(async (client) => {
        const key = `system rights ${database.tenantId}`;
        await client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
      }),
    hasAdministrator: () =>
      database.run(async ({ user }) => {
        const role = { permissions: { has: '*' } };
        const found = await user.findFirst({
          where: { status: 'ACTIVE', roles: { some: { role } } },
          select: { id: true },
        });
        return found !== null;
      }),
  };
}

async function insert(
  client: Prisma.TransactionClient,
  tenantId: string,
  { email, name, roleIds }: { email: string; name: string; roleIds: readonly string[] },
): Promise<UserRecord> {
  const id = uuidV7();
  try {
    await client.user.create({ data: { id, tenantId, email, name } });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('CONFLICT', 'Somebody with that e-mail address already exists.', { email });
  }
  await giveRoles(client, tenantId, id, roleIds);
  return toRecord(await client.user.findUniqueOrThrow({ where: { id }, include: withRoles }));
}

async function update(
  client: Prisma.TransactionClient,
  tenantId: string,
  id: string,
  { roleIds, ...fields }: UserUpdate,
): Promise<UserRecord> {
  if (roleIds) {
    await client.userRole.deleteMany({ where: { userId: id } });
    await giveRoles(client, tenantId, id, roleIds);
  }
  const outdates = roleIds !== undefined || fields.status !== undefined;
  const data = { ...fields, ...(outdates && { rolesVersion: { increment: 1 } }) };
  return toRecord(await client.user.update({ where: { id }, data, include: withRoles }));
}

async function giveRoles(
  client: Prisma.TransactionClient,
  tenantId: string,
  userId: string,
  roleIds: readonly string[],
): Promise<void> {
  const data = roleIds.map((roleId, place) => ({ tenantId, userId, roleId, place }));
  await client.userRole.createMany({ data });
}

function matching(search: string | null): Prisma.UserWhereInput {
  if (!search) return {};
  const contains = { contains: escapeLike(search), mode: 'insensitive' } as const;
  return { OR: [{ name: contains }, { email: contains }] };
}

/** Rows after a key. The first bound is implied by the second, and lets the index start there. */
function following(after: UserKey | null): Prisma.UserWhereInput {
  if (!after) return {};
  const { name, id } = after;
  return { name: { gte: name }, OR: [{ name: { gt: name } }, { id: { gt: id } }] };
}

function toRecord(row: Row): UserRecord {
  const [primary, ...others] = row.roles.map(({ role }) => role);
  if (!primary) throw new Error(`user ${row.id} has no role`);
  const status = row.status as UserRecord['status'];
  const suspendedFrom = row.suspendedFrom as UserRecord['suspendedFrom'];
  return { ...row, status, suspendedFrom, roles: [primary, ...others] };
}
