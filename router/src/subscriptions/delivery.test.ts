import { createEventLog, createLogger } from '@gestas/sdk';
import { startTestDatabase } from '@gestas/sdk/testing';
import { describeDelivery } from './testing/delivery-contract.ts';

describeDelivery(async () => {
  const database = await startTestDatabase();
  const logger = createLogger('test', 'error', { write: () => undefined });
  const databaseUrl = database.urlOf('gestas_events');
  return {
    database,
    openLog: () => createEventLog({ databaseUrl, logger }),
    stop: () => database.stop(),
  };
});
