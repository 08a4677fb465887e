import { createLogger } from '../create-logger.ts';
import { startTestDatabase } from '../testing/index.ts';
import { createPostgresKeyValue } from './create-postgres-key-value.ts';
import type { KeyValue } from './key-value.ts';
import { describeKeyValueContract } from './testing/key-value-contract.ts';

describeKeyValueContract(async () => {
  const database = await startTestDatabase();
  const logger = createLogger('test', 'error', { write: () => undefined });
  const connectionString = database.urlOf('gestas_events');
  const stores: KeyValue[] = [];
  return {
    open() {
      const store = createPostgresKeyValue({ connectionString, logger });
      stores.push(store);
      return store;
    },
    async stop() {
      await Promise.all(stores.map((store) => store.close()));
      await database.stop();
    },
  };
});
