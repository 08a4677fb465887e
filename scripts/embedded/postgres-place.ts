import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyBinaries, linkLibraries, postgresPackage } from './postgres-binaries.ts';
import { canEnter, type SystemAccount, unprivilegedAccount } from './system-account.ts';

/** Where PostgreSQL's programs and its cluster are, and the account it runs as (undefined: ours). */
export type PostgresPlace = {
  readonly binaries: string;
  readonly cluster: string;
  /** The folder that holds nothing but this cluster and its log. */
  readonly root: string;
  readonly account: SystemAccount | undefined;
};

const SHARED_ROOT = '/var/lib/gestas';

/**
 * Prepares the folders of one data folder's PostgreSQL. What its account can't enter is kept below /var/lib/gestas:
 * the programs once for all, the cluster in a folder that `postgres.location` in the data folder names, so that a new
 * data folder gets a new cluster.
 */
export function findPostgresPlace(dataFolder: string): PostgresPlace {
  const account = unprivilegedAccount();
  mkdirSync(dataFolder, { recursive: true });
  const root = canEnter(account, dataFolder)
    ? join(dataFolder, 'postgres')
    : sharedLocation(dataFolder);
  mkdirSync(root, { recursive: true });
  if (account) chownSync(root, account.uid, account.gid);
  chmodSync(root, 0o700);
  return { binaries: findBinaries(account), cluster: join(root, 'cluster'), root, account };
}

function sharedLocation(dataFolder: string): string {
  const file = join(dataFolder, 'postgres.location');
  if (!existsSync(file)) writeFileSync(file, join(SHARED_ROOT, randomBytes(6).toString('hex')));
  mkdirSync(SHARED_ROOT, { recursive: true, mode: 0o755 });
  return readFileSync(file, 'utf8').trim();
}

function findBinaries(account: SystemAccount | undefined): string {
  const { folder, version } = postgresPackage();
  if (canEnter(account, folder)) {
    linkLibraries(folder);
    return join(folder, 'bin');
  }
  const shared = join(SHARED_ROOT, `postgres-${version}`);
  mkdirSync(SHARED_ROOT, { recursive: true, mode: 0o755 });
  copyBinaries(folder, shared);
  return join(shared, 'bin');
}
