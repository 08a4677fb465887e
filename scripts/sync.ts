import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { renderSyncedFiles } from './sync/render-synced-files.ts';

const checking = process.argv.includes('--check');
const files = await renderSyncedFiles('.');
const stale = [...files].filter(
  ([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text,
);
for (const [file, text] of stale) {
  if (!checking) writeFileSync(file, text);
  process.stdout.write(`${checking ? 'stale' : 'written'}: ${file}\n`);
}
if (checking && stale.length > 0) {
  process.stderr.write('Run `npm run sync` and commit what it writes.\n');
  process.exitCode = 1;
}
