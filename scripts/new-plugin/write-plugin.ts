import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@gestas/sdk';
import { generatePlugin } from '../generate-plugin.ts';

/** A file of a plugin, by its path in the plugin's folder. */
type PluginFile = { readonly path: string; readonly content: string };

/**
 * Writes a plugin's folder with its generated code, aside first: the folder is there when all of it is. Nothing stays when
 * something fails.
 * @throws AppError CONFLICT when the folder exists.
 */
export async function writePlugin(folder: string, files: readonly PluginFile[]): Promise<void> {
  if (existsSync(folder)) throw taken(folder);
  await mkdir(dirname(folder), { recursive: true });
  const aside = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
  try {
    await Promise.all(files.map((file) => write(aside, file)));
    await generatePlugin(aside);
    await chmod(aside, 0o755);
    await rename(aside, folder).catch((error: NodeJS.ErrnoException) => {
      throw ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code ?? '') ? taken(folder) : error;
    });
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
}

function taken(folder: string): AppError {
  return new AppError('CONFLICT', `The folder ${folder} exists: choose another name.`);
}

async function write(folder: string, { path, content }: PluginFile): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
