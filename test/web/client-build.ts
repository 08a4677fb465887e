import { cp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWeb } from '@gestas/web/server';

const root = fileURLToPath(new URL('../..', import.meta.url));
const kept = join(root, 'node_modules/.cache/gestas');

/** The folder of the present sources' production build: made by the first test that asks, and kept for the others. */
export async function buildClient(): Promise<string> {
  const { folder } = await buildWeb({ root, dataFolder: kept });
  return folder;
}

/** Lays the kept build into a data folder, where a start finds it and does not build another. */
export async function giveClientTo(dataFolder: string): Promise<void> {
  const folder = await buildClient();
  await cp(folder, join(dataFolder, 'web', basename(folder)), { recursive: true });
}
