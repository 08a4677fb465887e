export default async function globalTeardown() {
  await globalThis.__gestasTestCluster?.stop();
}
