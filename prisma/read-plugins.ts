import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Manifest } from '@gestas/sdk';

/** A plugin as the migration runner sees it. */
export type MigratablePlugin = { readonly folder: string; readonly manifest: Manifest };

/**
 * Every plugin below a folder, those that publish a view before those that read it.
 * @throws Error when two share a schema, when one reads what nobody publishes to it, or when they read in a circle.
 */
export function readPlugins(root: string): MigratablePlugin[] {
  const plugins = readdirSync(root)
    .filter((name) => existsSync(join(root, name, 'manifest.json')))
    .sort()
    .map((name) => {
      const folder = join(root, name);
      return { folder, manifest: readManifest(join(folder, 'manifest.json')) };
    });
  requireOwnSchemas(plugins);
  for (const { manifest } of plugins) requirePublished(manifest, plugins);
  return publishersFirst(plugins);
}

function readManifest(file: string): Manifest {
  try {
    return Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new Error(`${file} is not a manifest: ${reason}`, { cause });
  }
}

function requireOwnSchemas(plugins: readonly MigratablePlugin[]): void {
  const owners = new Map<string, string>();
  for (const { manifest } of plugins) {
    const { schema } = manifest.database;
    const owner = owners.get(schema);
    if (owner) throw new Error(`${owner} and ${manifest.name} both use the schema ${schema}.`);
    owners.set(schema, manifest.name);
  }
}

/** Throws an Error when a plugin reads what no other publishes to it. */
export function requirePublished(
  { name, database }: Manifest,
  plugins: readonly MigratablePlugin[],
): void {
  for (const relation of database.reads) {
    const [schema, view = ''] = relation.split('.');
    const publisher = plugins.find(({ manifest }) => manifest.database.schema === schema);
    const readers = publisher?.manifest.database.publishes[view] ?? [];
    if (!readers.includes(database.schema)) {
      throw new Error(`${name} reads ${relation}, which nobody publishes to it.`);
    }
  }
}

function publishersFirst(plugins: readonly MigratablePlugin[]): MigratablePlugin[] {
  const order: MigratablePlugin[] = [];
  let left = plugins;
  while (left.length > 0) {
    const waiting = left.filter(({ manifest }) => readsFrom(manifest, left));
    if (waiting.length === left.length) {
      const names = left.map(({ manifest }) => manifest.name).join(', ');
      throw new Error(`These plugins read from each other in a circle: ${names}.`);
    }
    order.push(...left.filter((plugin) => !waiting.includes(plugin)));
    left = waiting;
  }
  return order;
}

function readsFrom({ database }: Manifest, others: readonly MigratablePlugin[]): boolean {
  const schemas = database.reads.map((relation) => relation.split('.')[0]);
  return others.some(({ manifest }) => schemas.includes(manifest.database.schema));
}
