import type { InstanceTarget, PluginTransport } from '../traffic/plugin-target.ts';
import type { KnownInstance } from './create-lease-book.ts';
import type { Candidate } from './create-mounter.ts';
import type { QuarantineWatch } from './create-quarantine-watch.ts';

/** The instances in this process, by id. */
export type LocalInstances = ReadonlyMap<string, InstanceTarget & { readonly name: string }>;

/** The live instances of exactly what a candidate registers. */
export function instancesThatSpeak(
  instances: () => readonly KnownInstance[],
  local: LocalInstances,
) {
  return ({ manifest, hash }: Candidate): readonly InstanceTarget[] =>
    instances()
      .filter((one) => one.plugin === manifest.name && one.isLive && one.contentHash === hash)
      .map(({ id, url }) => local.get(id) ?? { id, url });
}

/**
 * Where a plugin is: its live instances that speak what is composed; where there are none, any live one. Nowhere while it
 * is out: its fields answer at once that it is unavailable.
 */
export function transportsOf(
  instances: () => readonly KnownInstance[],
  local: LocalInstances,
  { isOut }: Pick<QuarantineWatch, 'isOut'>,
) {
  return (plugin: string, acceptedHash: string): PluginTransport => {
    if (isOut(plugin)) return { kind: 'registered', instances: [] };
    const live = instances().filter((one) => one.plugin === plugin && one.isLive);
    const equal = live.filter(({ contentHash }) => contentHash === acceptedHash);
    const remote = (equal.length > 0 ? equal : live).filter(({ id }) => !local.has(id));
    const own = [...local.values()].filter(({ name }) => name === plugin);
    const reached = remote.map(({ id, url }) => ({ id, url }));
    return { kind: 'registered', instances: [...own, ...reached] };
  };
}
