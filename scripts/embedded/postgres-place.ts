import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { copyBinaries, linkLibraries, postgresFolder } from './postgres-binaries.ts';
import { canEnter, type SystemAccount, unprivilegedAccount } from './system-account.ts';

/** Where PostgreSQL's programs and its cluster are, and the account it runs as (undefined: ours). */
export type PostgresPlace = {
  readonly binaries: string;
  readonly cluster: string;
  readonly account: SystemAccount | undefined;
};

const SHARED_ROOT = '/var/lib/gestas';

/**
 * Prepares the folders of one data folder's PostgreSQL. What its account can't enter is kept below /var/lib/gestas:
 * the cluster under a hash of the data folder, the programs once for all.
 */
export function findPostgresPlace(dataFolder: string): PostgresPlace {
  const account = unprivilegedAccount();
  mkdirSync(dataFolder, { recursive: true });
  const source = postgresFolder();
  const key = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12);
  const root = canEnter(account, dataFolder) ? dataFolder : join(SHARED_ROOT, key);
  const folder = join(root, 'postgres');
  mkdirSync(folder, { recursive: true });
  if (account) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  const cluster = join(folder, 'cluster');
  if (canEnter(account, source)) {
    linkLibraries(source);
    return { binaries: join(source, 'bin'), cluster, account };
  }
  const shared = join(SHARED_ROOT, 'postgres-18');
  mkdirSync(SHARED_ROOT, { recursive: true, mode: 0o755 });
  copyBinaries(source, shared);
  return { binaries: join(shared, 'bin'), cluster, account };
}
