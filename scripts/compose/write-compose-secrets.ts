import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deriveSecrets, readMasterSecret } from '../platform-secrets.ts';
import { readPluginFolders } from '../plugin-folders.ts';
import { composeSecrets } from './compose-secrets.ts';
import { usesVectors } from './uses-vectors.ts';

/** The folder's name below the root; git and the build context leave it out. */
const SECRETS_FOLDER = '.secrets';

/**
 * Writes the secrets of every container, derived from `.secrets/master.secret`, which the first run makes: the same again
 * each time, and those of a new plugin beside them. Nobody but their owner can enter the folder.
 * @throws Error naming the master's file when it holds too little.
 */
export function writeComposeSecrets(root: string) {
  const folder = join(root, SECRETS_FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const secrets = deriveSecrets(readMasterSecret(folder));
  const plugins = readPluginFolders(join(root, 'subgraphs')).map((plugin) => ({
    ...plugin,
    usesVectors: usesVectors(plugin.folder),
  }));
  const files = composeSecrets(plugins, secrets);
  for (const [name, { text, mode }] of files) {
    const file = join(folder, name);
    writeFileSync(`${file}.new`, text, { mode });
    chmodSync(`${file}.new`, mode); // whatever the umask took away
    renameSync(`${file}.new`, file);
  }
  return { folder, files: [...files.keys()] };
}
