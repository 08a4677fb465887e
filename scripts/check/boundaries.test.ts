import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

/** rule, importing file, imported file; the last column makes it `import type`. */
const forbidden: readonly (readonly [string, string, string, boolean?])[] = [
  ['plugins-are-strangers', 'subgraphs/a/src/context.ts', 'subgraphs/b/src/utils/b.ts'],
  ['plugins-know-only-the-sdk', 'subgraphs/a/src/env.ts', 'router/src/router.ts'],
  ['the-sdk-stands-alone', 'packages/sdk/src/sdk.ts', 'prisma/migrate.ts'],
  ['the-sdk-tests-know-no-plugin', 'packages/sdk/src/testing/kit.ts', 'subgraphs/b/src/utils/b.ts'],
  ['router-and-web-know-no-plugin', 'web/src/knows.ts', 'subgraphs/b/src/utils/b.ts'],
  ['router-and-web-are-strangers', 'web/src/app.ts', 'router/src/router.ts'],
  ['resolvers-are-thin', 'subgraphs/a/src/resolvers/query.ts', 'subgraphs/a/src/repositories/r.ts'],
  [
    'queries-do-not-command',
    'subgraphs/a/src/services/queries/q.ts',
    'subgraphs/a/src/services/commands/c.ts',
  ],
  [
    'services-know-no-graphql',
    'subgraphs/a/src/listeners/l.ts',
    'subgraphs/a/src/generated/types.ts',
    true,
  ],
  [
    'services-know-repositories-by-interface',
    'subgraphs/a/src/services/commands/d.ts',
    'subgraphs/a/src/repositories/prisma-r.ts',
    true,
  ],
  [
    'services-know-these-rooms',
    'subgraphs/a/src/services/commands/e.ts',
    'subgraphs/a/src/listeners/l.ts',
  ],
  [
    'services-see-only-context-types',
    'subgraphs/a/src/services/commands/f.ts',
    'subgraphs/a/src/context.ts',
  ],
  ['index-only-starts', 'subgraphs/a/src/index.ts', 'subgraphs/a/src/context.ts'],
  [
    'the-database-is-behind-repositories',
    'subgraphs/a/src/models/m.ts',
    'subgraphs/a/src/generated/prisma/client.ts',
    true,
  ],
  ['adapters-know-ports', 'subgraphs/a/src/adapters/a.ts', 'subgraphs/a/src/services/queries/q.ts'],
  ['utils-import-nothing-of-ours', 'subgraphs/a/src/utils/u.ts', 'subgraphs/a/src/models/m.ts'],
  ['features-are-strangers', 'web/src/features/a/a.ts', 'web/src/features/b/b.ts'],
  ['shared-web-rooms-know-no-feature', 'web/src/components/c.ts', 'web/src/features/b/b.ts'],
  ['tests-are-not-shipped', 'router/src/http/h.ts', 'router/src/http/testing/t.ts'],
  ['every-import-exists', 'router/src/http/i.ts', 'router/src/http/missing.ts'],
  ['no-cycles', 'router/src/http/j.ts', 'router/src/http/k.ts'],
];

const Report = z.object({
  summary: z.object({
    violations: z.array(
      z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) }),
    ),
  }),
});

let root: string;
let violations: string[];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gestas-boundaries-'));
  copyFileSync('.dependency-cruiser.cjs', join(root, '.dependency-cruiser.cjs'));
  writeFileSync(join(root, 'tsconfig.json'), '{}');
  for (const [, from, to] of forbidden) {
    write(from, '');
    if (!to.includes('missing')) write(to, '');
  }
  for (const [, from, to, asType] of forbidden) write(from, importOf(from, to, asType));
  write('router/src/http/k.ts', importOf('router/src/http/k.ts', 'router/src/http/j.ts'));
  violations = cruise(root);
});
afterAll(() => rmSync(root, { recursive: true }));

describe('the boundaries between rooms', () => {
  it.each(forbidden)('%s: %s may not import %s', (rule, from, to) => {
    const target = to.includes('missing') ? './missing.ts' : to;
    expect(violations).toContain(`${rule}: ${from} → ${target}`);
  });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text || 'export const value = 1;\nexport type Value = number;\n');
}

function importOf(from: string, to: string, asType = false): string {
  const path = relative(dirname(from), to).replaceAll('\\', '/');
  const what = asType ? 'type { Value }' : '{ value }';
  return `import ${what} from '${path.startsWith('.') ? path : `./${path}`}';\nexport const value = ${asType ? 1 : 'value'};\n${asType ? 'export type { Value };\n' : 'export type Value = number;\n'}`;
}

function cruise(folder: string): string[] {
  const { stdout } = spawnSync(
    process.execPath,
    [
      resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      'packages',
      'router',
      'subgraphs',
      'web',
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const { summary } = Report.parse(JSON.parse(stdout));
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}
