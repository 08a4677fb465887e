import { availableParallelism } from 'node:os';
import { runCheck } from './check/run-check.ts';

/** One row a check: what it is called, and how node is called for it. Every one runs; any that fails fails the command. */
const checks: readonly (readonly [string, readonly string[]])[] = [
  ['types', typesOf('tsconfig.json', 'node')],
  ['types of the web client', typesOf('web/tsconfig.json', 'web')],
  [
    'format and lint',
    [
      'node_modules/@biomejs/biome/bin/biome',
      'check',
      '--error-on-warnings',
      '--diagnostic-level=warn',
      '.',
    ],
  ],
  [
    'who imports whom',
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config=.dependency-cruiser.cjs',
      ...['packages', 'router', 'subgraphs', 'web', 'scripts', 'prisma', 'bench', 'test'],
    ],
  ],
  ['dead code', ['node_modules/knip/bin/knip.js', '--no-gitignore', '--no-config-hints']],
  ['schemas', ['--import=tsx', 'node_modules/eslint/bin/eslint.js', 'subgraphs/*/schema.graphql']],
  ['house rules', ['scripts/run.mjs', 'scripts/check-house.ts']],
  ['generated files', ['scripts/run.mjs', 'scripts/sync.ts', '--check']],
  ['breaking schema changes', ['scripts/run.mjs', 'scripts/check-breaking.ts']],
];

/** Types of a project; what did not change since the last run is not looked at again. */
function typesOf(project: string, name: string): readonly string[] {
  const cache = `node_modules/.cache/gestas/${name}.tsbuildinfo`;
  return [
    'node_modules/typescript/bin/tsc',
    '-p',
    project,
    '--incremental',
    `--tsBuildInfoFile`,
    cache,
  ];
}

const waiting = [...checks];
const failed: string[] = [];

async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, args] = next;
    const { ok, output, seconds } = await runCheck(args);
    process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)\n`);
    if (ok) continue;
    failed.push(name);
    process.stdout.write(`${output.trimEnd()}\n`);
  }
}

await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work));
process.stdout.write(
  failed.length === 0 ? `${checks.length} checks passed\n` : `failed: ${failed.join(', ')}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
