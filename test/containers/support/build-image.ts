import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lastOf, parseDockerfile, type Stage } from './parse-dockerfile.ts';
import { type BuiltStage, newStage, runStage } from './run-stage.ts';

/** What a Dockerfile makes: the files of its last stage, and how they are run. */
export type BuiltImage = {
  /** Where the last stage's WORKDIR lies on this machine. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** ENTRYPOINT and CMD. */
  readonly command: readonly string[];
  /** The command of HEALTHCHECK; null when there is none. */
  readonly healthcheck: readonly string[] | null;
};

/**
 * Runs the steps of Dockerfiles without Docker, each stage in a folder that stands for its root. A stage that was built
 * once is not built again, as with Docker; one that stands on another works in that one's folder, which is cleaned after.
 */
export function createBuilder(context: string, scratch: string) {
  const known = new Map<string, BuiltStage>();
  const buildStage = (stage: Stage, named: ReadonlyMap<string, BuiltStage>): BuiltStage => {
    const below = named.get(stage.from);
    const key = JSON.stringify(stage);
    const before = known.get(key);
    if (before) return before;
    const root = below?.root ?? mkdtempSync(join(scratch, 'stage-'));
    const built = newStage(root, below);
    runStage(stage, built, { context, named });
    if (!below && stage.alias) known.set(key, built);
    return built;
  };

  const buildStages = (stages: readonly Stage[], clean: (stage: BuiltStage) => void) => {
    const named = new Map<string, BuiltStage>();
    const built = stages.map((stage) => {
      const below = named.get(stage.from);
      if (below) clean(below);
      const one = buildStage(stage, named);
      if (stage.alias) named.set(stage.alias, one);
      return one;
    });
    return built.at(-1);
  };

  return function buildImage(dockerfile: string): BuiltImage {
    const stages = parseDockerfile(readFileSync(join(context, dockerfile), 'utf8'));
    const leftovers = createLeftovers();
    const last = buildStages(stages, leftovers.watch);
    leftovers.remove();
    const final = stages.at(-1);
    if (!last || !final) throw new Error(`${dockerfile} has no stage.`);
    return toImage(final, last);
  };
}

/** Remembers what was in the working folders of stages, to remove what others left there. */
function createLeftovers() {
  const kept = new Map<string, readonly string[]>();
  return {
    watch({ root, workdir }: BuiltStage): void {
      const folder = root + workdir;
      if (!kept.has(folder)) kept.set(folder, readdirSync(folder));
    },
    remove(): void {
      for (const [folder, names] of kept) {
        const added = readdirSync(folder).filter((name) => !names.includes(name));
        for (const name of added) rmSync(join(folder, name), { recursive: true });
      }
    },
  };
}

function toImage(stage: Stage, { root, workdir, env }: BuiltStage): BuiltImage {
  const parts = (name: string) => JSON.parse(lastOf(stage, name) ?? '[]') as string[];
  const probe = lastOf(stage, 'HEALTHCHECK')?.replace(/^.*?\bCMD\s+/, '');
  return {
    folder: root + workdir,
    env,
    command: [...parts('ENTRYPOINT'), ...parts('CMD')],
    healthcheck: probe ? (JSON.parse(probe) as string[]) : null,
  };
}
