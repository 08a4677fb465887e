import { LEASE_PREFIX } from '@gestas/sdk';
import { expect, it } from '@jest/globals';
import { MOST_INSTANCES, youngestLeases } from './youngest-leases.ts';

const token = (startedAt: unknown) =>
  `x.${Buffer.from(JSON.stringify({ startedAt })).toString('base64url')}.x`;
const leases = (plugin: string, count: number, of = (index: number) => token(index)) =>
  Array.from(
    { length: count },
    (_, index) => [`${LEASE_PREFIX}${plugin}:${index}`, of(index)] as const,
  );

it('looks at the youngest of a plugin that registers without end, and at all of the others', () => {
  const flood = leases('plugin-flood', MOST_INSTANCES + 900);
  const nobody = () => false;
  const seen = youngestLeases(new Map([...flood, ...leases('plugin-a', 3)]), nobody);
  expect(seen.size).toBe(MOST_INSTANCES + 3);
  expect(seen.has(`${LEASE_PREFIX}plugin-flood:999`)).toBe(true);
  expect(seen.has(`${LEASE_PREFIX}plugin-flood:899`)).toBe(false);
});

it('takes what is no lease for the oldest', () => {
  const odd = [...leases('plugin-a', 1, () => '{'), ...leases('plugin-b', 1, () => token('x'))];
  const seen = youngestLeases(
    new Map([...odd, ...leases('plugin-b', MOST_INSTANCES + 1)]),
    () => false,
  );
  expect(seen.size).toBe(MOST_INSTANCES + 1);
});

it('does not lose sight of an instance that is known to live', () => {
  const flood = new Map(leases('plugin-flood', MOST_INSTANCES + 900));
  const seen = youngestLeases(flood, (id) => id === '0');
  expect(seen.size).toBe(MOST_INSTANCES);
  expect(seen.has(`${LEASE_PREFIX}plugin-flood:0`)).toBe(true);
});
