import { expect, it } from '@jest/globals';
import { runSwapTrial } from './support/swap-trial.ts';

// The full numbers, with times, are those of `bench/swaps.ts`.
it('harms nobody when a schema changes again and again under load, and both routers end on one graph', async () => {
  const report = await runSwapTrial({ swaps: 12, subscriptions: 100, calmQueries: 50 });
  expect(report.failures).toEqual([]);
  expect(report.troubles).toEqual([]);
  expect(report.lost).toBe(0);
  expect(report.deliveries).toBeGreaterThan(500);
  expect(report.compositions[0]).not.toBe('');
  expect(new Set(report.compositions).size).toBe(1);
}, 420_000);
