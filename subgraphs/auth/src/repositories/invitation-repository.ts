import { type Database, uuidV7 } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';

/** An invitation as stored. */
export type StoredInvitation = {
  readonly id: string;
  readonly userId: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
};

/** Invitations of the bound tenant: only hashes of the links' tokens. */
export interface InvitationRepository {
  insert(invitation: {
    readonly userId: string;
    readonly tokenHash: string;
    readonly expiresAt: Date;
  }): Promise<void>;
  find(tokenHash: string): Promise<StoredInvitation | null>;
  /** Marks an invitation used; false when somebody else just did, or it has run out. */
  redeem(id: string, now: Date): Promise<boolean>;
}

/** Invitations in PostgreSQL, through Prisma. */
export function createInvitationRepository(
  database: Database<Prisma.TransactionClient>,
): InvitationRepository {
  const { tenantId } = database;
  return {
    insert: (invitation) =>
      database.run(async (client) => {
        const data = { ...invitation, id: uuidV7(), tenantId };
        await client.invitation.create({ data });
      }),
    find: (tokenHash) =>
      database.run(({ invitation }) =>
        invitation.findUnique({ where: { tenantId_tokenHash: { tenantId, tokenHash } } }),
      ),
    redeem: (id, now) =>
      database.run(async ({ invitation }) => {
        const open = { id, usedAt: null, expiresAt: { gt: now } };
        return (await invitation.updateMany({ where: open, data: { usedAt: now } })).count === 1;
      }),
  };
}
