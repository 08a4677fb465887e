import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const tsc = require.resolve('typescript/bin/tsc');

/** One row a check; every one runs, and any that fails fails the command. */
const checks: readonly (readonly [string, readonly string[]])[] = [
  ['types', [tsc, '-p', 'tsconfig.json', '--noEmit']],
  ['types of the web client', [tsc, '-p', 'web/tsconfig.json', '--noEmit']],
];

const failed = checks.filter(([name, args]) => {
  process.stdout.write(`check: ${name}\n`);
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0) {
  process.stderr.write(`failed: ${failed.map(([name]) => name).join(', ')}\n`);
  process.exit(1);
}
