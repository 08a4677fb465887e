import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Logger, Manifest } from '@gestas/sdk';

const PLATFORM_PORT_BASE = 3000;

/** A plugin found in a folder, and where it listens. */
export type FoundPlugin = { readonly manifest: Manifest; readonly url: string };

/**
 * Reads `FOLDER/<name>/manifest.json`, except in folders whose names start with `_`. A plugin listens on `portBase` plus
 * its manifest's distance from 3000; one without a fixed port can't be found this way. A broken manifest is logged and
 * its plugin left out. Throws when the folder can't be read.
 */
export async function scanPlugins(
  folder: string,
  portBase: number,
  logger: Logger,
): Promise<readonly FoundPlugin[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(({ name }) => name)
    .sort();
  const found = await Promise.all(names.map((name) => readManifest(join(folder, name), logger)));
  return found.flatMap((manifest) => {
    if (!manifest || manifest.port === 0) return [];
    const port = portBase + manifest.port - PLATFORM_PORT_BASE;
    return [{ manifest, url: `http://localhost:${port}/graphql` }];
  });
}

async function readManifest(folder: string, logger: Logger): Promise<Manifest | null> {
  const file = join(folder, 'manifest.json');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return Manifest.parse(JSON.parse(text));
  } catch (error) {
    logger.error({ file, reason: String(error) }, 'manifest is not valid');
    return null;
  }
}
