import { type Database, uuidV7 } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';
import type { SessionRepository } from './session-repository.ts';

/** Sessions in PostgreSQL, through Prisma. */
export function createPrismaSessionRepository(
  database: Database<Prisma.TransactionClient>,
): SessionRepository {
  const { tenantId } = database;
  return {
    insert: (draft, tokenHash) =>
      database.run(async ({ session, refreshToken }) => {
        await session.create({ data: { ...draft, tenantId } });
        const token = { id: uuidV7(), tenantId, sessionId: draft.id, tokenHash };
        await refreshToken.create({ data: token });
      }),
    findToken: (tokenHash) =>
      database.run(({ refreshToken }) =>
        refreshToken.findUnique({
          where: { tenantId_tokenHash: { tenantId, tokenHash } },
          include: { session: true },
        }),
      ),
    rotate: (token, successorHash, now) =>
      database.run(async ({ refreshToken, session }) => {
        const unused = { id: token.id, usedAt: null };
        const { count } = await refreshToken.updateMany({ where: unused, data: { usedAt: now } });
        if (count === 0) return false;
        const sessionId = token.session.id;
        const successor = { id: uuidV7(), tenantId, sessionId, tokenHash: successorHash };
        await refreshToken.create({ data: { ...successor, issuedAt: now } });
        await session.update({ where: { id: sessionId }, data: { lastSeenAt: now } });
        return true;
      }),
    end: (sessionId, endReason, endedAt) =>
      database.run(async ({ session }) => {
        const data = { endedAt, endReason };
        const { count } = await session.updateMany({
          where: { id: sessionId, endedAt: null },
          data,
        });
        return count === 1 ? session.findUnique({ where: { id: sessionId } }) : null;
      }),
    endAll: (userId, endReason, endedAt) =>
      database.run(({ session }) =>
        session.updateManyAndReturn({
          where: { userId, endedAt: null, expiresAt: { gt: endedAt } },
          data: { endedAt, endReason },
        }),
      ),
  };
}
