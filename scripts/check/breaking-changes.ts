import { toApiSchema } from '@gestas/web/api-schema';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

/**
 * What a new supergraph takes from clients of the old one, as `coordinate: sentence`; descriptions, directives and
 * additions break nobody. Both are supergraph SDL.
 */
export async function breakingChanges(before: string, after: string): Promise<readonly string[]> {
  const [old, now] = [before, after].map((sdl) => buildSchema(toApiSchema(sdl)));
  if (!old || !now) return [];
  const changes = await diff(old, now);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ path, message }) => `${path ?? 'schema'}: ${message}`);
}

/**
 * Those changes that the changelog does not own up to: its `## Unreleased` section accepts a coordinate, such as
 * `Query.posts`, by naming it in backticks on a line that says Breaking.
 */
export function withoutAccepted(changes: readonly string[], changelog: string): readonly string[] {
  const [, unreleased = ''] = /^## Unreleased$([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(changelog) ?? [];
  const accepted = unreleased
    .split('\n')
    .filter((line) => line.includes('Breaking'))
    .flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, coordinate]) => coordinate));
  return changes.filter((change) => !accepted.includes(change.slice(0, change.indexOf(':'))));
}
