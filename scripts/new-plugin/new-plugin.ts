import { join } from 'node:path';
import { scaffoldPlugin } from '@gestas/ai/scaffold';
import { AppError, Manifest } from '@gestas/sdk';
import { findClashes } from './find-clashes.ts';
import { readTaken } from './read-taken.ts';
import { writePlugin } from './write-plugin.ts';

/** What `npm run plugin:new` is asked for. */
export type NewPlugin = {
  readonly name: string;
  readonly fields?: string | undefined;
  readonly entity?: string | undefined;
  /** The folder that it is written into. */
  readonly into: string;
  /** Folders of the plugins that there are. */
  readonly beside: readonly string[];
};

/** What was written. */
export type WrittenPlugin = {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly fileCount: number;
};

/**
 * Writes the folder of a new plugin, ready to be mounted.
 * @throws AppError BAD_USER_INPUT or CONFLICT, with how to mend it; then nothing was written.
 */
export async function newPlugin({ into, beside, ...asked }: NewPlugin): Promise<WrittenPlugin> {
  const taken = readTaken([...new Set([...beside, into])]);
  const knownTypes = taken.flatMap(({ entities }) => entities);
  const { spec, files } = scaffoldPlugin({ ...asked, knownTypes });
  const text = (path: string) => files.find((file) => file.path === path)?.content ?? '';
  const manifest = Manifest.parse(JSON.parse(text('manifest.json')));
  const planned = { folder: spec.folder, manifest, sdl: text('schema.graphql') };
  const clashes = findClashes(planned, taken);
  if (clashes.length > 0) throw new AppError('CONFLICT', clashes.join('\n'), { clashes });
  const folder = join(into, spec.folder);
  await writePlugin(folder, files);
  return { folder, manifest, fileCount: files.length };
}
