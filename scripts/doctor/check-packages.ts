import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, fail, ok, type Site } from './finding.ts';

type Lock = { readonly packages: Readonly<Record<string, { readonly version?: string }>> };
const INSTALL = 'Run npm install.';

/** Whether what is installed is what the lock file says, and what is generated is there. */
export function checkPackages({ root }: Site): readonly Finding[] {
  const installed = read<Lock>(join(root, 'node_modules/.package-lock.json'));
  const locked = read<Lock>(join(root, 'package-lock.json'));
  if (!installed || !locked) return [fail('packages', 'are not installed', INSTALL)];
  const stale = Object.entries(installed.packages)
    .filter(([path, { version }]) => {
      const wanted = locked.packages[path]?.version;
      return version !== undefined && wanted !== undefined && wanted !== version;
    })
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  const generated = existsSync(join(root, 'web/src/generated/graphql.ts'));
  return [
    stale.length === 0
      ? ok('packages', `${Object.keys(installed.packages).length} installed as locked`)
      : fail('packages', `differ from package-lock.json: ${stale.slice(0, 5).join(', ')}`, INSTALL),
    generated
      ? ok('generated', 'typed clients are there')
      : fail('generated', 'typed clients are missing', 'Run npm run generate.'),
  ];
}

function read<Shape>(file: string): Shape | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Shape) : null;
}
