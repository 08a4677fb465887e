import { Manifest, writeContent } from '@gestas/sdk';
import type { Candidate } from './create-mounter.ts';
import { readLastGood } from './last-good-graph.ts';

/** The plugins of the last good graph, as they had registered; none when there was none. */
export async function restorePlugins(file: string): Promise<readonly Candidate[]> {
  const lastGood = await readLastGood(file);
  return Object.entries(lastGood?.sdls ?? {}).flatMap(([name, sdl]) => {
    const manifest = Manifest.safeParse(lastGood?.manifests[name]);
    return manifest.success ? [toCandidate(manifest.data, sdl)] : [];
  });
}

/** A registration with its hash. */
export function toCandidate(manifest: Manifest, sdl: string): Candidate {
  return { manifest, sdl, hash: writeContent({ manifest, sdl }).hash };
}
