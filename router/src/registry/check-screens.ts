import { checkUi, hasScreens, type Manifest } from '@gestas/sdk';
import type { CompositionFault } from '../composition/composition.ts';
import { loadSupergraph } from '../composition/load-supergraph.ts';

type Registered = { readonly manifest: Manifest };

/**
 * The gate after composition: whether the screens of these candidates fit the graph they would be part of. `all` is who
 * would be in it, whose permissions screens may name. Screens of who was there before are not looked at again.
 */
export function checkScreens(
  candidates: readonly Registered[],
  all: readonly Registered[],
  supergraphSdl: string,
): readonly CompositionFault[] {
  const shown = candidates.filter(({ manifest }) => hasScreens(manifest));
  if (shown.length === 0) return [];
  const { apiSchema } = loadSupergraph(supergraphSdl);
  const known = all.flatMap(({ manifest }) => manifest.permissions.map(({ name }) => name));
  return shown.flatMap(({ manifest }) => checkUi(manifest, apiSchema, known));
}
