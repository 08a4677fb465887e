import { fileURLToPath } from 'node:url';
import type { TestOutcome, TestSandbox } from '../../models/test-sandbox.ts';
import { bubblewrapArguments } from './bubblewrap-command.ts';
import { outcomeOf } from './outcome-of.ts';
import { runLimited } from './run-limited.ts';
import { SANDBOX_LIMITS, type SandboxLimits } from './sandbox-limits.ts';

/** What tests of the sandbox change. */
export type BubblewrapOptions = {
  readonly command?: string;
  readonly isRoot?: boolean;
  readonly limits?: Partial<SandboxLimits>;
};

const ROOT = fileURLToPath(new URL('../../../../../', import.meta.url)).replace(/\/$/, '');
const RUNNER = fileURLToPath(new URL('./run-inside.mjs', import.meta.url));
const FOLDER = /^[a-z][a-z0-9-]*$/;

/**
 * Runs tests in bubblewrap: files are handed over through a pipe and written in memory, PostgreSQL runs beside the tests, and
 * all of it goes with the last process. Nothing is written on the host.
 */
export function createBubblewrapSandbox(options: BubblewrapOptions = {}): TestSandbox {
  const { command = 'bwrap', isRoot = process.getuid?.() === 0 } = options;
  const limits = { ...SANDBOX_LIMITS, ...options.limits };
  return {
    async run({ folder, files }, signal): Promise<TestOutcome> {
      if (!FOLDER.test(folder)) {
        return { kind: 'FAILED', reason: 'TESTS_BROKEN', message: 'The folder has no plain name.' };
      }
      const node = process.execPath;
      const plan = { root: ROOT, runner: RUNNER, node, folder, isRoot, limits };
      const args = bubblewrapArguments(plan);
      const input = JSON.stringify(files);
      return outcomeOf(await runLimited({ command, args, input, limits, signal }));
    },
  };
}
