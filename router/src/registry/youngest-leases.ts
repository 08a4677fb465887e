import { LEASE_PREFIX } from '@gestas/sdk';
import { decodeJwt } from 'jose';

/** So many instances of one plugin are looked at. */
export const MOST_INSTANCES = 100;

/**
 * Of each plugin’s stored leases, by key, those of instances known to live and of its youngest: one that registers instance
 * after instance would have every router verify them all. Nothing is verified here; a plugin that lies is only in its own way.
 */
export function youngestLeases(
  leases: ReadonlyMap<string, string>,
  isKnown: (instanceId: string) => boolean,
): ReadonlyMap<string, string> {
  if (leases.size <= MOST_INSTANCES) return leases;
  const byPlugin = new Map<string, StoredLease[]>();
  for (const lease of leases) {
    const [plugin = ''] = lease[0].slice(LEASE_PREFIX.length).split(':');
    const those = byPlugin.get(plugin) ?? [];
    those.push(lease);
    byPlugin.set(plugin, those);
  }
  const startOf = ([key, token]: StoredLease) =>
    isKnown(key.split(':').at(-1) ?? '') ? Number.POSITIVE_INFINITY : startedAtOf(token);
  return new Map([...byPlugin.values()].flatMap((those) => youngestOf(those, startOf)));
}

type StoredLease = readonly [key: string, token: string];

function youngestOf(
  leases: readonly StoredLease[],
  startOf: (lease: StoredLease) => number,
): readonly StoredLease[] {
  if (leases.length <= MOST_INSTANCES) return leases;
  return leases
    .map((lease) => ({ lease, startedAt: startOf(lease) }))
    .sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1))
    .slice(0, MOST_INSTANCES)
    .map(({ lease }) => lease);
}

function startedAtOf(token: string): number {
  try {
    return Number(decodeJwt(token).startedAt) || 0;
  } catch {
    return 0;
  }
}
