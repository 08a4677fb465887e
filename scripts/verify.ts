import { execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, totalmem } from 'node:os';

/**
 * `npm run verify [SEED]`: everything `.ci/run` runs, with the full numbers, and the benches. Figures come first, while the
 * machine has nothing else to do. Writes `bench/results/verify.json` (commit, seed, machine, every step) and fails when a
 * step failed. Wants Linux, redis-server, chromium, and some forty minutes on two cores.
 */
const PROPERTY_RUNS = 2_000;
const RESULTS = 'bench/results/verify.json';
const seed = Number(process.argv[2] ?? randomInt(2 ** 31));
const full = {
  GESTAS_PROPERTY_RUNS: String(PROPERTY_RUNS),
  GESTAS_PROPERTY_SEED: String(seed),
};
const redisUrl = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';

type Step = readonly [
  name: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
];

const steps: readonly Step[] = [
  ['code size', script('bench/code-size.ts')],
  ['platform', script('bench/platform.ts', '500')],
  ['commit to bell', script('bench/commit-to-bell.ts', '2000'), { REDIS_URL: redisUrl }],
  ['commit to effect', script('bench/commit-to-effect.ts', '1000')],
  ['list scans', script('bench/list-scans.ts', '1000000')],
  ['check', script('scripts/check.ts')],
  ['units, contracts, journeys', jest('--silent'), full],
  ['services, first time', jest('services', '--silent'), full],
  ['services, second time', jest('services', '--silent'), full],
  ['services, third time', jest('services', '--silent'), full],
  ['chromium', jest('web', '--silent')],
  ['clone', script('scripts/test-clone.ts')],
  ['clone without Redis', script('scripts/test-clone.ts'), { GESTAS_REDIS: 'off' }],
];

type Outcome = {
  readonly ok: boolean;
  readonly seconds: number;
  readonly tests?: { readonly passed: number; readonly failed: number };
  /** The JSON lines a bench printed. */
  readonly figures?: readonly unknown[];
};

const outcomes: Record<string, Outcome> = {};
for (const [name, args, env] of steps) {
  process.stdout.write(`== ${name}\n`);
  outcomes[name] = await run(args, env);
  const { ok, seconds } = outcomes[name];
  process.stdout.write(`${ok ? 'ok' : 'FAILED'} ${name} (${seconds} s)\n`);
}
mkdirSync('bench/results', { recursive: true });
const report = {
  commit: git('rev-parse', 'HEAD'),
  uncommitted: git('status', '--porcelain', '--untracked-files=no') !== '',
  seed,
  propertyRuns: PROPERTY_RUNS,
  at: new Date().toISOString(),
  machine: {
    node: process.version,
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    arch: arch(),
    gigabytes: Math.round(totalmem() / 2 ** 30),
  },
  steps: outcomes,
};
writeFileSync(RESULTS, `${JSON.stringify(report, null, 2)}\n`);
const failed = Object.entries(outcomes).filter(([, { ok }]) => !ok);
process.stdout.write(
  `${RESULTS} written; ${failed.length === 0 ? 'all held' : `failed: ${failed.map(([name]) => name).join(', ')}`}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

function script(file: string, ...args: string[]): readonly string[] {
  return ['scripts/run.mjs', file, ...args];
}

function jest(...args: string[]): readonly string[] {
  return ['scripts/run-tests.mjs', ...args];
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' }).trim();
}

/** Runs node to its end, passing on what it prints. */
function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
      process.stdout.write(chunk);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      resolve({ ok: code === 0, seconds, ...testsIn(output), ...figuresIn(output) });
    });
  });
}

function testsIn(output: string): Pick<Outcome, 'tests'> {
  const sum = /^Tests:.*$/m.exec(output)?.[0];
  if (!sum) return {};
  const number = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(sum)?.[1] ?? 0);
  return { tests: { passed: number('passed'), failed: number('failed') } };
}

function figuresIn(output: string): Pick<Outcome, 'figures'> {
  const figures = output.split('\n').filter((line) => /^\{.*\}$/.test(line));
  return figures.length === 0 ? {} : { figures: figures.map((line) => JSON.parse(line)) };
}
