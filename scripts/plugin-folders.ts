import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentFaults, Manifest } from '@gestas/sdk';

/** A plugin's folder and its manifest. */
export type PluginFolder = { readonly folder: string; readonly manifest: Manifest };

/**
 * The plugins to run: every folder with a manifest, except those whose names start with `_`.
 * @throws Error naming the folder whose manifest asks for variables that are not its own.
 */
export function readPluginFolders(root: string): PluginFolder[] {
  const found = readdirSync(root)
    .filter((name) => !name.startsWith('_') && existsSync(join(root, name, 'manifest.json')))
    .map((name) => {
      const folder = join(root, name);
      const text = readFileSync(join(folder, 'manifest.json'), 'utf8');
      return { folder, manifest: Manifest.parse(JSON.parse(text)) };
    });
  for (const [at, plugin] of found.entries()) requireOwnVariables(plugin, found.slice(0, at));
  return found;
}

/**
 * Refuses a plugin that would be given variables of the platform or of these others: no router looks at it before its
 * process has them.
 * @throws Error that names the variable and says what to write instead.
 */
export function requireOwnVariables(
  { folder, manifest }: PluginFolder,
  others: readonly PluginFolder[],
): void {
  const theirs = others.map((other) => other.manifest);
  const [fault] = environmentFaults(manifest, theirs);
  if (fault) throw new Error(`${folder}: ${fault.code}: ${fault.message}`);
}
