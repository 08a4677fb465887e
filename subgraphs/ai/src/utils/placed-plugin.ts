import { z } from 'zod';
import type { PluginFile } from '../models/candidate.ts';
import type { PlacedPlugin } from '../models/plugin-mounter.ts';

const Named = z.object({ name: z.string().regex(/^plugin-[a-z0-9]+(-[a-z0-9]+)*$/) });

/** A plugin's files with the name that its manifest gives it; its folder is that name without `plugin-`. */
export function placedPlugin(files: readonly PluginFile[]): PlacedPlugin {
  const manifest = files.find(({ path }) => path === 'manifest.json')?.content ?? '{}';
  const { name } = Named.parse(JSON.parse(manifest));
  return { name, folder: name.replace('plugin-', ''), files };
}
