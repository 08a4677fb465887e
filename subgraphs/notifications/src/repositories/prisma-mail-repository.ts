import { randomUUID } from 'node:crypto';
import { type Database, uuidV7 } from '@gestas/sdk';
import type { Prisma } from '../generated/prisma/client.ts';
import type { LeasedMail } from '../models/mail-record.ts';
import type { MailRepository, Taking } from './mail-repository.ts';

type Client = Prisma.TransactionClient;
type Change = Prisma.MailUpdateManyMutationInput;

/** The queue of mails in PostgreSQL, through Prisma. */
export function createPrismaMailRepository(database: Database<Client>): MailRepository {
  const { tenantId } = database;
  const change = ({ id, lease }: LeasedMail, data: Change) =>
    database.run(async ({ mail }) => {
      const where = { tenantId, id, lease, status: 'PENDING' };
      return (await mail.updateMany({ where, data: { ...data, lease: null } })).count === 1;
    });
  return {
    insertMany: (drafts, now) =>
      database.run(async ({ mail }) => {
        const data = drafts.map((draft) => ({ ...draft, id: uuidV7(), tenantId, dueAt: now }));
        await mail.createMany({ data });
      }),
    take: (taking) => database.run((client) => take(client, tenantId, taking)),
    markSent: (mail) => change(mail, { status: 'SENT', reason: null }),
    retryLater: (mail, dueAt, reason) => change(mail, { dueAt, reason }),
    giveUp: (mail, reason) => change(mail, { status: 'FAILED', reason }),
    nextDueAt: () =>
      database.run(async ({ mail }) => {
        const orderBy = { dueAt: 'asc' } as const;
        return (
          (await mail.findFirst({ where: { tenantId, status: 'PENDING' }, orderBy }))?.dueAt ?? null
        );
      }),
    activeTenants: () =>
      database.run(async (client) => {
        const rows = await client.$queryRaw<{ id: string }[]>`SELECT app.active_tenants() AS id`;
        return rows.map(({ id }) => id);
      }),
  };
}

/** One whose last attempt never told how it ended is given up here, as nobody else will. */
async function take(
  client: Client,
  tenantId: string,
  { now, leaseMs, mostAttempts }: Taking,
): Promise<LeasedMail | null> {
  await client.mail.updateMany({
    where: { tenantId, status: 'PENDING', dueAt: { lte: now }, attempts: { gte: mostAttempts } },
    data: { status: 'FAILED', lease: null, reason: 'the last attempt did not end' },
  });
  const lease = randomUUID();
  const until = new Date(now.getTime() + leaseMs);
  const rows = await client.$queryRaw<LeasedMail[]>`
    UPDATE notifications.mails AS mail
    SET lease = ${lease}::uuid, due_at = ${until}::timestamptz, attempts = attempts + 1
    FROM notifications.notifications AS told
    WHERE mail.id = (
      SELECT id FROM notifications.mails
      WHERE tenant_id = ${tenantId}::uuid AND status = 'PENDING' AND due_at <= ${now}::timestamptz
      ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
    ) AND told.id = mail.notification_id
    RETURNING mail.id, mail.lease, mail.attempts AS attempt, mail.address, told.event, told.facts`;
  return rows[0] ?? null;
}
