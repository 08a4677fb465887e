import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Manifest } from '@gestas/sdk';

/** A plugin's folder and its manifest. */
export type PluginFolder = { readonly folder: string; readonly manifest: Manifest };

/** The plugins to run: every folder with a manifest, except those whose names start with `_`. */
export function readPluginFolders(root: string): PluginFolder[] {
  return readdirSync(root)
    .filter((name) => !name.startsWith('_') && existsSync(join(root, name, 'manifest.json')))
    .map((name) => {
      const folder = join(root, name);
      const text = readFileSync(join(folder, 'manifest.json'), 'utf8');
      return { folder, manifest: Manifest.parse(JSON.parse(text)) };
    });
}
