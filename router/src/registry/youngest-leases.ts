import { LEASE_PREFIX } from '@gestas/sdk';
import { decodeJwt } from 'jose';

/** So many instances of one plugin are looked at. */
export const MOST_INSTANCES = 100;

/**
 * Of each plugin’s stored leases, by key, those of its youngest instances: one that registers instance after instance would
 * have every router verify them all. Nothing is verified here; a plugin that lies is only in its own way.
 */
export function youngestLeases(leases: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (leases.size <= MOST_INSTANCES) return leases;
  const byPlugin = new Map<string, (readonly [string, string])[]>();
  for (const lease of leases) {
    const [plugin = ''] = lease[0].slice(LEASE_PREFIX.length).split(':');
    const those = byPlugin.get(plugin) ?? [];
    those.push(lease);
    byPlugin.set(plugin, those);
  }
  return new Map([...byPlugin.values()].flatMap(youngestOf));
}

function youngestOf(
  leases: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  if (leases.length <= MOST_INSTANCES) return leases;
  return leases
    .map((lease) => ({ lease, startedAt: startedAtOf(lease[1]) }))
    .sort((one, other) => other.startedAt - one.startedAt)
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
