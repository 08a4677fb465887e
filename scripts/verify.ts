import { execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, totalmem } from 'node:os';

/**
 * `npm run verify [SEED]`: everything `.ci/run` runs, with the full numbers, and the benches. Figures come first, while the
 * machine has nothing else to do. Writes `bench/results/verify.json` (commit, seed, machine, every step) after each step, and
 * fails when one failed. `npm run verify -- resume` goes on where one of the same commit was ended: with its seed, and without
 * the steps that held. Wants Linux, redis-server, chromium, and some seventy minutes on two cores.
 */
const PROPERTY_RUNS = 2_000;
const RESULTS = 'bench/results/verify.json';
const commit = git('rev-parse', 'HEAD');
const before = process.argv[2] === 'resume' ? earlierReport() : null;
const seed = before?.seed ?? Number(process.argv[2] ?? randomInt(2 ** 31));
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
  const held = before?.steps[name];
  process.stdout.write(`== ${name}\n`);
  outcomes[name] = held?.ok ? held : await run(args, env);
  const { ok, seconds } = outcomes[name];
  process.stdout.write(`${ok ? 'ok' : 'FAILED'} ${name} (${seconds} s)\n`);
  writeReport();
}
const failed = Object.entries(outcomes).filter(([, { ok }]) => !ok);
process.stdout.write(
  `${RESULTS} written; ${failed.length === 0 ? 'all held' : `failed: ${failed.map(([name]) => name).join(', ')}`}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

type Report = {
  readonly commit: string;
  readonly seed: number;
  readonly steps: Readonly<Record<string, Outcome>>;
};

/** The report of an ended run; throws when it is of another commit. */
function earlierReport(): Report {
  const report = JSON.parse(readFileSync(RESULTS, 'utf8')) as Report;
  if (report.commit === commit) return report;
  throw new Error(`${RESULTS} is of ${report.commit}, not of ${commit}: run npm run verify anew.`);
}

function writeReport(): void {
  mkdirSync('bench/results', { recursive: true });
  const report = {
    commit,
    uncommitted:
      git('status', '--porcelain', '--untracked-files=no', '--', ':!bench/results') !== '',
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
    notRun: steps.map(([name]) => name).filter((name) => !outcomes[name]),
    steps: outcomes,
  };
  writeFileSync(RESULTS, `${JSON.stringify(report, null, 2)}\n`);
}

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
