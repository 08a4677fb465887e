import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { breakingChanges, withoutAccepted } from './check/breaking-changes.ts';

const SUPERGRAPH = 'supergraph.graphql';

/** The supergraph of the commit this work left main at; of HEAD where there is no such branch. */
function committed(): string | undefined {
  const base = git('merge-base', 'HEAD', 'origin/main')?.trim() ?? 'HEAD';
  return git('show', `${base}:${SUPERGRAPH}`);
}

function git(...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}

const before = committed();
if (before === undefined) {
  process.stdout.write('No committed supergraph to compare with.\n');
} else {
  const changelog = existsSync('CHANGELOG.md') ? readFileSync('CHANGELOG.md', 'utf8') : '';
  const changes = await breakingChanges(before, readFileSync(SUPERGRAPH, 'utf8'));
  const faults = withoutAccepted(changes, changelog);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) {
    process.stderr.write(
      'Mend it, or accept it on a "Breaking" line of CHANGELOG.md, Unreleased.\n',
    );
    process.exitCode = 1;
  }
}
