// Starts one throw-away PostgreSQL for the whole jest run, with a migrated template database each test file copies.
import { register } from 'tsx/esm/api';

export default async function globalSetup() {
  const unregister = register();
  const { startTestCluster } = await import('./test-cluster.ts');
  await unregister();
  const cluster = await startTestCluster();
  process.env.GESTAS_TEST_CLUSTER = cluster.url;
  process.env.GESTAS_TEST_MASTER = cluster.master;
  globalThis.__gestasTestCluster = cluster;
}
