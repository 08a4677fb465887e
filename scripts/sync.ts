import { writeSyncedFiles } from './sync/write-synced-files.ts';

const checking = process.argv.includes('--check');
const stale = await writeSyncedFiles('.', checking);
for (const file of stale) process.stdout.write(`${checking ? 'stale' : 'written'}: ${file}\n`);
if (checking && stale.length > 0) {
  process.stderr.write('Run `npm run sync` and commit what it writes.\n');
  process.exitCode = 1;
}
