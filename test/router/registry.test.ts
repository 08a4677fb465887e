import { createEventLog, createKeyValue, createLogger } from '@gestas/sdk';
import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import { afterAll, describe } from '@jest/globals';
import { registryContract } from './support/registry-contract.ts';

const databases: TestDatabase[] = [];
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
  for (const database of databases) await database.stop();
});

describe('the registry over PostgreSQL', () => {
  registryContract(async () => {
    const database = await startTestDatabase();
    databases.push(database);
    const logger = createLogger('test', 'error', { write: () => undefined });
    const stores = { databaseUrl: database.urlOf('gestas_events'), logger };
    const [keyValue, eventLog] = [createKeyValue(stores), createEventLog(stores)];
    closing.push(keyValue.close, eventLog.close);
    return {
      keyValue,
      eventLog,
      flush: async () => void (await database.query('DELETE FROM platform_control.key_values')),
    };
  });
});
