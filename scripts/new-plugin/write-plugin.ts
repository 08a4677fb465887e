import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@gestas/sdk';
import { generatePlugin } from '../generate-plugin.ts';

/** A file of a plugin, by its path in the plugin's folder. */
type PluginFile = { readonly path: string; readonly content: string };

/** Written last: it is what makes a folder a plugin. */
const LAST = 'manifest.json';

/**
 * Writes a plugin's folder with its generated code. It is no plugin before all of it is there, and nothing of it stays
 * when something fails.
 * @throws AppError CONFLICT when the folder exists.
 */
export async function writePlugin(folder: string, files: readonly PluginFile[]): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    throw new AppError('CONFLICT', `The folder ${folder} exists: choose another name.`);
  });
  try {
    const first = files.filter(({ path }) => path !== LAST);
    await Promise.all(first.map((file) => write(folder, file)));
    await generatePlugin(folder);
    for (const file of files) if (file.path === LAST) await write(folder, file);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function write(folder: string, { path, content }: PluginFile): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
