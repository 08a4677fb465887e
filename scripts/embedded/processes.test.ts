import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { commandOf, identityOf, isAlive, parentOf, signal, waitUntil } from './processes.ts';

async function sleeper() {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  return {
    pid,
    async end() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

describe('isAlive', () => {
  it('knows the living from the dead, and one command from another', async () => {
    const { pid, end } = await sleeper();
    expect(isAlive(pid)).toBe(true);
    expect(isAlive(pid, 'sleep 60')).toBe(true);
    expect(isAlive(pid, 'postgres')).toBe(false);
    await end();
    expect(isAlive(pid)).toBe(false);
    expect(isAlive(pid, 'sleep 60')).toBe(false);
  });
});

describe('identityOf', () => {
  it('stays the same for a process, differs between two, and ends with it', async () => {
    const [one, two] = [await sleeper(), await sleeper()];
    const identity = identityOf(one.pid);
    expect(identity).toMatch(new RegExp(`^${one.pid} .+`));
    expect(identityOf(one.pid)).toBe(identity);
    expect(identityOf(two.pid)).not.toBe(identity);
    await Promise.all([one.end(), two.end()]);
    expect(identityOf(one.pid)).toBeUndefined();
  });
});

describe('parentOf and commandOf', () => {
  it('tell who started a process, and what it runs', async () => {
    const { pid, end } = await sleeper();
    expect(parentOf(pid)).toBe(process.pid);
    expect(commandOf(pid)).toContain('sleep 60');
    await end();
    expect(parentOf(pid)).toBeUndefined();
  });
});

describe('signal', () => {
  it('reaches a process, and is fine with one that has ended', async () => {
    const { pid } = await sleeper();
    signal(pid, 'SIGTERM');
    await waitUntil(() => !isAlive(pid), 5000, 'it did not end');
    signal(999_999_999, 'SIGTERM');
  });
});

describe('waitUntil', () => {
  it('asks until the condition holds', async () => {
    let asked = 0;
    await waitUntil(() => ++asked === 3, 5000, 'never');
    expect(asked).toBe(3);
  });

  it('gives up with the message it was given', async () => {
    await expect(waitUntil(async () => false, 30, 'it took too long')).rejects.toThrow(
      'it took too long',
    );
  });
});
