import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Manifest } from '@gestas/sdk';
import { enrolPlugins } from '../../prisma/enrol-plugins.ts';
import { migratePlugin } from '../../prisma/migrate.ts';
import { generatePlugin } from '../generate-plugin.ts';
import { pluginKey } from '../platform-secrets.ts';
import { type PluginFolder, requireOwnVariables } from '../plugin-folders.ts';
import type { HotWorld } from './hot-world.ts';

/**
 * Reads the manifest of a folder.
 * @throws Error whose message says in one line what is wrong with it, or who has its name or schema.
 */
export function readOwnManifest(folder: string, { running }: HotWorld): Manifest {
  const manifest = readManifest(folder);
  const others = [...running.values()].filter((one) => one.folder !== folder);
  requireOwnNames(manifest, others);
  requireOwnVariables({ folder: 'manifest.json', manifest }, others);
  return manifest;
}

/**
 * Does all else that a plugin needs before its process starts: code generated, role and schema made and migrated, key
 * enrolled.
 * @throws Error whose message says what is wrong with the folder.
 */
export async function preparePlugin(plugin: PluginFolder, world: HotWorld): Promise<void> {
  const { running, stores, secrets } = world;
  const { databaseUrl } = stores;
  const { name } = plugin.manifest;
  const others = [...running.values()].filter(({ folder }) => folder !== plugin.folder);
  await Promise.all([
    generatePlugin(plugin.folder),
    migratePlugin({ databaseUrl, secretsOf: secrets.ofRole }, plugin, others),
  ]);
  await enrolPlugins(databaseUrl, [{ plugin: name, publicKey: pluginKey(secrets, name) }]);
}

/** Throws an Error that names the key that is wrong. */
function readManifest(folder: string): Manifest {
  const given = parseJson(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const parsed = Manifest.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) =>
    [path.join('.'), message].filter(Boolean).join(': '),
  );
  throw new Error(`manifest.json is not valid: ${faults.join('; ')}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`manifest.json is not JSON: ${(cause as Error).message}`, { cause });
  }
}

/** Two plugins of one name would speak for each other, two of one schema read each other's rows. */
function requireOwnNames({ name, database }: Manifest, others: readonly PluginFolder[]): void {
  for (const { folder, manifest } of others) {
    if (manifest.name === name) throw new Error(`${name} runs already, from ${folder}`);
    if (manifest.database.schema === database.schema) {
      throw new Error(`the database schema ${database.schema} is that of ${manifest.name}`);
    }
  }
}
