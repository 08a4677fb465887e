import { type Database, uuidV7 } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';

/** Password hashes of the bound tenant. */
export interface CredentialRepository {
  /** The hash of a user's password as a PHC string; null when the user has none. */
  passwordHash(userId: string): Promise<string | null>;
  /** Sets a user's password, in the place of one they had. */
  setPasswordHash(userId: string, passwordHash: string): Promise<void>;
}

/** Credentials in PostgreSQL, through Prisma. */
export function createCredentialRepository(
  database: Database<Prisma.TransactionClient>,
): CredentialRepository {
  const { tenantId } = database;
  return {
    passwordHash: (userId) =>
      database.run(async ({ credential }) => {
        const row = await credential.findUnique({
          where: { tenantId_userId: { tenantId, userId } },
        });
        return row?.passwordHash ?? null;
      }),
    setPasswordHash: (userId, passwordHash) =>
      database.run(async ({ credential }) => {
        await credential.upsert({
          where: { tenantId_userId: { tenantId, userId } },
          create: { id: uuidV7(), tenantId, userId, passwordHash },
          update: { passwordHash, updatedAt: new Date() },
        });
      }),
  };
}
