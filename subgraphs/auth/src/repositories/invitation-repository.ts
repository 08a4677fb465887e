import { type Database, uuidV7 } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';

/** Invitations of the bound tenant: only hashes of the links' tokens. */
export interface InvitationWriter {
  insert(invitation: {
    readonly userId: string;
    readonly tokenHash: string;
    readonly expiresAt: Date;
  }): Promise<void>;
}

/** Invitations in PostgreSQL, through Prisma. */
export function createInvitationRepository(
  database: Database<Prisma.TransactionClient>,
): InvitationWriter {
  return {
    insert: (invitation) =>
      database.run(async (client) => {
        const data = { ...invitation, id: uuidV7(), tenantId: database.tenantId };
        await client.invitation.create({ data });
      }),
  };
}
