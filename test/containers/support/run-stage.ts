import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { buildContext } from './build-context.ts';
import type { Instruction, Stage } from './parse-dockerfile.ts';

/** A stage while it is built: `root` stands for `/`, `workdir` is a path in it. */
export type BuiltStage = {
  readonly root: string;
  workdir: string;
  readonly env: Record<string, string>;
};

/** What the instructions of a stage may reach for. */
export type Surroundings = {
  readonly context: string;
  readonly named: ReadonlyMap<string, BuiltStage>;
};

type Run = (rest: string, stage: BuiltStage, around: Surroundings) => void;

/** Those that say how the container is run do nothing while it is built. */
const INSTRUCTIONS: Readonly<Record<string, Run>> = {
  WORKDIR(rest, stage) {
    stage.workdir = isAbsolute(rest) ? rest : join(stage.workdir, rest);
    mkdirSync(stage.root + stage.workdir, { recursive: true });
  },
  ENV(rest, stage) {
    for (const [, name = '', value = ''] of rest.matchAll(/(\w+)=(\S+)/g)) stage.env[name] = value;
  },
  COPY: copy,
  RUN: runShell,
  USER: () => undefined,
  EXPOSE: () => undefined,
  HEALTHCHECK: () => undefined,
  ENTRYPOINT: () => undefined,
  CMD: () => undefined,
};

/** An empty root, or that of the stage it stands on. */
export function newStage(root: string, below: BuiltStage | undefined): BuiltStage {
  return { root, workdir: below?.workdir ?? '/', env: { ...below?.env } };
}

/** Runs a stage's instructions in order; throws an Error with what a command printed when it fails. */
export function runStage(stage: Stage, built: BuiltStage, around: Surroundings): void {
  for (const { name, rest } of stage.instructions as readonly Instruction[]) {
    const run = INSTRUCTIONS[name];
    if (!run) throw new Error(`${name} is an instruction that this builder does not know.`);
    run(rest, built, around);
  }
}

function copy(rest: string, stage: BuiltStage, { context, named }: Surroundings): void {
  const words = rest.split(/\s+/);
  const from = /--from=(\S+)/.exec(rest)?.[1];
  const [source = '', target = ''] = words.filter((word) => !word.startsWith('--'));
  const there = join(stage.root, isAbsolute(target) ? '' : stage.workdir, target);
  const other = from === undefined ? undefined : named.get(from);
  if (other) {
    cpSync(other.root + source, there, { recursive: true });
    return;
  }
  if (from !== undefined || source !== '.') throw new Error(`COPY ${rest} is not understood.`);
  for (const file of buildContext(context)) {
    mkdirSync(dirname(join(there, file)), { recursive: true });
    cpSync(join(context, file), join(there, file));
  }
}

/** npm's cache is the machine's, which stands for the cache mount. */
function runShell(rest: string, stage: BuiltStage): void {
  const command = rest.replace(/^(--\S+\s+)+/, '');
  const { PATH = '', HOME = '' } = process.env;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: stage.root + stage.workdir,
    env: { PATH, HOME, npm_config_prefer_offline: 'true', ...stage.env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`RUN ${command}\n${`${stdout}${stderr}`.slice(-4_000)}`);
}
