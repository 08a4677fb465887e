import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { isAlive, signal, waitUntil } from './embedded/processes.ts';

const ENTRY = ['scripts/run.mjs', 'scripts/testing/told-to-stop.ts'];
const starters: ChildProcess[] = [];
const launched: number[] = [];

afterEach(() => {
  for (const starter of starters.splice(0)) starter.kill('SIGKILL');
  for (const pid of launched.splice(0)) signal(pid, 'SIGKILL');
});

/** Runs the entry under a command, with npm's mark or without; resolves when it is up. */
async function launch(command: string, args: readonly string[], event: Record<string, string>) {
  const { npm_lifecycle_event: _own, ...env } = process.env;
  const starter = spawn(command, args, {
    env: { ...env, ...event },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  starters.push(starter);
  let said = '';
  starter.stdout?.on('data', (chunk) => {
    said += chunk;
  });
  await waitUntil(() => said.includes('up'), 30_000, 'it is not up');
  const pid = Number(/up (\d+)/.exec(said)?.[1]);
  launched.push(pid);
  return {
    pid,
    said: () => said,
    async end(name: 'SIGTERM' | 'SIGKILL') {
      const gone = once(starter, 'exit');
      starter.kill(name);
      await gone;
    },
  };
}

const BY_NPM = { npm_lifecycle_event: 'start' };
/** A shell that stays, and passes signals on to nobody. */
const belowShell = (event: Record<string, string>) =>
  launch('sh', ['-c', `node ${ENTRY.join(' ')}; true`], event);

async function isStopped({ pid, said }: Awaited<ReturnType<typeof launch>>) {
  await waitUntil(() => said().includes('told to stop'), 30_000, 'nobody told it');
  await waitUntil(() => !isAlive(pid), 30_000, 'it goes on');
}

describe('an entry that npm runs', () => {
  it('is told to stop when the shell between them is gone', async () => {
    const entry = await belowShell(BY_NPM);
    await entry.end('SIGTERM');
    await isStopped(entry);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('is told to stop when npm gets %s', async (name) => {
    const entry = await launch('npm', ['exec', '--call', `node ${ENTRY.join(' ')}; true`], {});
    await entry.end(name);
    await isStopped(entry);
  });
});

describe('an entry that is run by itself', () => {
  it('outlives the shell that began it', async () => {
    const alone = await belowShell({});
    const below = await belowShell(BY_NPM);
    await Promise.all([alone.end('SIGTERM'), below.end('SIGTERM')]);
    await isStopped(below);
    expect(alone.said()).not.toContain('told to stop');
    expect(isAlive(alone.pid)).toBe(true);
  });
});
