import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { type MigrationSite, type MigrationWorld, startMigrationWorld } from './migration-world.ts';

/** Makes a fresh site with plugin-alpha for each test of the file, on one server; the function returned gives it. */
export function useMigrationSite(): () => MigrationSite {
  let world: MigrationWorld | undefined;
  let site: MigrationSite | undefined;

  beforeAll(async () => {
    world = await startMigrationWorld();
  });
  beforeEach(async () => {
    if (!world) throw new Error('The server did not start');
    site = await world.newSite();
    site.writePlugin('alpha');
  });
  afterAll(() => world?.stop());

  return () => {
    if (!site) throw new Error('A site lives only within a test');
    return site;
  };
}
