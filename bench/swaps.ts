import { runSwapTrial } from '../test/processes/support/swap-trial.ts';
import { startTestCluster } from '../test/setup/test-cluster.ts';

/**
 * What changes of a plugin's schema do to everybody else: failures, lost events, latency beside that before the changes,
 * and how long a router's event loop stands. Fails when something failed or was lost.
 * `node scripts/run.mjs bench/swaps.ts SWAPS SUBSCRIPTIONS`.
 */
const [swaps, subscriptions] = [Number(process.argv[2] ?? '20'), Number(process.argv[3] ?? '100')];
const database = await startTestCluster();
process.env.GESTAS_TEST_CLUSTER = database.url;
process.env.GESTAS_TEST_MASTER = database.master;
try {
  const report = await runSwapTrial({ swaps, subscriptions, calmQueries: 500 });
  const { failures, troubles, compositions, milliseconds, ...figures } = report;
  const p99Ratio = Math.round((milliseconds.swapping.p99 / milliseconds.calm.p99) * 100) / 100;
  const converged = new Set(compositions).size === 1;
  process.stdout.write(
    `${JSON.stringify({ swaps, subscriptions, ...figures, milliseconds, p99Ratio, converged, failures: failures.length, troubles: troubles.length })}\n`,
  );
  const harm = [...failures, ...troubles].slice(0, 5);
  if (harm.length > 0 || report.lost > 0 || !converged) {
    process.stderr.write(`${harm.join('\n')}\n`);
    process.exitCode = 1;
  }
} finally {
  await database.stop();
}
