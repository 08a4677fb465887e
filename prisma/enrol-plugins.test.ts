import { createLogger, createPluginKeys } from '@gestas/sdk';
import { startTestDatabase, type TestDatabase } from '@gestas/sdk/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Enrolment, enrolPlugins, unenrolPlugins } from './enrol-plugins.ts';

const KEYS = { first: 'A'.repeat(43), second: 'B'.repeat(43) };
let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

function readKeys(databaseUrl = database.urlOf('gestas_events')) {
  const lines: string[] = [];
  const logger = createLogger('test', 'warn', { write: (line) => void lines.push(line) });
  return { keys: createPluginKeys({ databaseUrl, logger, freshMs: 0 }), lines };
}

it('enrols, replaces and keeps keys, and makes the platform tenant once', async () => {
  const { keys } = readKeys();
  expect(await keys.find('plugin-a')).toBeNull();
  const enrol = (plugin: string, x: string) =>
    enrolPlugins(database.adminUrl, [{ plugin, publicKey: { x } }]);
  await enrol('plugin-a', KEYS.first);
  await enrol('plugin-b', KEYS.second);
  expect(await keys.find('plugin-a')).toEqual({ kty: 'OKP', crv: 'Ed25519', x: KEYS.first });
  await enrol('plugin-a', KEYS.second);
  expect(await keys.find('plugin-a')).toMatchObject({ x: KEYS.second });
  expect(await keys.names()).toEqual(['plugin-a', 'plugin-b']);
  const tenants = await database.query(
    "SELECT 1 FROM platform_control.tenants WHERE slug = 'platform'",
  );
  expect(tenants).toHaveLength(1);
  await keys.close();
});

it('takes a key away, which is known at once where all are asked for', async () => {
  const logger = createLogger('test', 'error', { write: () => undefined });
  const databaseUrl = database.urlOf('gestas_events');
  const keys = createPluginKeys({ databaseUrl, logger, freshMs: 3_600_000 });
  const given = { plugin: 'plugin-gone', publicKey: { x: KEYS.first } };
  await enrolPlugins(database.adminUrl, [given]);
  expect(await keys.names()).toContain('plugin-gone');
  const isGone = ({ plugin, publicKey }: Enrolment) =>
    plugin === 'plugin-gone' && publicKey.x === KEYS.first;
  expect(await unenrolPlugins(database.adminUrl, isGone)).toEqual(['plugin-gone']);
  expect(await keys.find('plugin-gone')).not.toBeNull();
  expect(await keys.names()).not.toContain('plugin-gone');
  expect(await keys.find('plugin-gone')).toBeNull();
  await keys.close();
});

it('refuses a name or a key that is none', async () => {
  const enrol = (plugin: string, x: string) =>
    enrolPlugins(database.adminUrl, [{ plugin, publicKey: { x } }]);
  await expect(enrol('cms', KEYS.first)).rejects.toThrow('plugin_keys_plugin_check');
  await expect(enrol('plugin-c', 'short')).rejects.toThrow('plugin_keys_public_key_check');
});

it.each(['gestas_events', 'gestas_cms'])('cannot be done by %s', async (role) => {
  const client = new pg.Client({ connectionString: database.urlOf(role) });
  await client.connect();
  const insert = `INSERT INTO platform_control.plugin_keys VALUES ('plugin-x', '${KEYS.first}')`;
  await expect(client.query(insert)).rejects.toThrow('permission denied');
  await client.end();
});

it('goes on with the keys read last while the database is away', async () => {
  await enrolPlugins(database.adminUrl, [{ plugin: 'plugin-a', publicKey: { x: KEYS.first } }]);
  const { keys, lines } = readKeys();
  expect(await keys.find('plugin-a')).not.toBeNull();
  await database.query('ALTER TABLE platform_control.plugin_keys RENAME TO away');
  expect(await keys.find('plugin-a')).not.toBeNull();
  expect(lines.join()).toContain('plugin keys could not be read');
  await database.query('ALTER TABLE platform_control.away RENAME TO plugin_keys');
  await keys.close();
});
