import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from '@gestas/sdk';
import { z } from 'zod';

const LastGood = z.object({
  compositionId: z.string(),
  supergraphSdl: z.string().min(1),
  /** Plugin → the SDL it was composed with. */
  sdls: z.record(z.string(), z.string()),
  /** Plugin → its manifest, where it was known whole. */
  manifests: z.record(z.string(), z.unknown()).default({}),
});

/** The last composition that was served. */
export type LastGood = z.output<typeof LastGood>;

/** Reads the last good composition; null when there is none or the file is damaged. */
export async function readLastGood(file: string): Promise<LastGood | null> {
  try {
    return LastGood.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Keeps a composition for a start with no plugin alive; a failure is logged and does no harm. */
export async function keepLastGood(file: string, graph: LastGood, logger: Logger): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.new`, JSON.stringify(graph));
    await rename(`${file}.new`, file);
  } catch (err) {
    logger.warn({ err, file }, 'the last good graph could not be kept');
  }
}
