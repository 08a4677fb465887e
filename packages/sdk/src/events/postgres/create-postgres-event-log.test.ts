import { createLogger } from '../../create-logger.ts';
import { startTestDatabase } from '../../testing/index.ts';
import type { EventLog } from '../event-log.ts';
import { describeEventLogContract } from '../event-log-contract.ts';
import { storeInOutbox } from '../testing/store-in-outbox.ts';
import { createPostgresEventLog } from './create-postgres-event-log.ts';

describeEventLogContract(async () => {
  const database = await startTestDatabase();
  const logger = createLogger('test', 'error', { write: () => undefined });
  const connectionString = database.urlOf('gestas_events');
  const logs: EventLog[] = [];
  return {
    remote: { twin: 'postgres', url: connectionString },
    open() {
      const log = createPostgresEventLog({ connectionString, logger });
      logs.push(log);
      return log;
    },
    newTenant: async () => (await database.createTenant()).id,
    store: (events) => storeInOutbox(database, events),
    async forget(tenantId, upTo) {
      const text = 'delete from app.outbox where tenant_id = $1 and position <= $2';
      await database.query(text, [tenantId, upTo]);
    },
    async stop() {
      await Promise.all(logs.map((log) => log.close()));
      await database.stop();
    },
  };
});
