import type { Database } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';

/** Password hashes of the bound tenant. */
export interface CredentialReader {
  /** The hash of a user's password as a PHC string; null when the user has none. */
  passwordHash(userId: string): Promise<string | null>;
}

/** Credentials in PostgreSQL, through Prisma. */
export function createCredentialRepository(
  database: Database<Prisma.TransactionClient>,
): CredentialReader {
  return {
    passwordHash: (userId) =>
      database.run(async ({ credential }) => {
        const { tenantId } = database;
        const row = await credential.findUnique({
          where: { tenantId_userId: { tenantId, userId } },
        });
        return row?.passwordHash ?? null;
      }),
  };
}
