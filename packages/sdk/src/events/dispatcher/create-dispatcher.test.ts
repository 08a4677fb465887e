import { createLogger } from '../../create-logger.ts';
import { startTestDatabase } from '../../testing/index.ts';
import { createPostgresEventLog } from '../postgres/create-postgres-event-log.ts';
import { describeDispatcherContract } from './testing/dispatcher-contract.ts';
import { cutFromDatabase } from './testing/interruption-contract.ts';

describeDispatcherContract(async () => {
  const database = await startTestDatabase();
  const logger = createLogger('test', 'error', { write: () => undefined });
  const connectionString = database.urlOf('gestas_events');
  return {
    database,
    openLog: () => createPostgresEventLog({ connectionString, logger }),
    cut: () => cutFromDatabase(database),
    stop: database.stop,
  };
});
