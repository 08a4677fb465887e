import { parseArgs } from 'node:util';
import { bundle } from './bundle/bundle.ts';

/** `node scripts/run.mjs scripts/bundle.ts OUT ENTRY... [--keep PACKAGE]...`: what a container runs, without node_modules. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: 'string', multiple: true, default: [] } },
});
const [folder, ...entries] = positionals;
if (!folder || entries.length === 0) {
  process.stderr.write('Usage: bundle.ts OUT ENTRY... [--keep PACKAGE]...\n');
  process.exit(1);
}
const { files, bytes } = await bundle({ folder, entries, keep: values.keep });
process.stdout.write(`${folder}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB of JavaScript\n`);
