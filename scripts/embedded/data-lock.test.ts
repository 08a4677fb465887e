import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockDataFolder } from './data-lock.ts';
import { type Apart, runApart } from './testing/run-apart.ts';

let folder: string;
const apart: Apart[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gestas-lock-'));
});
afterEach(async () => {
  await Promise.all(apart.splice(0).map((process) => process.kill()));
  rmSync(folder, { recursive: true, force: true });
});

async function holdApart(): Promise<Apart> {
  const holder = await runApart('./lock-holder.ts', folder);
  apart.push(holder);
  return holder;
}

describe('lockDataFolder', () => {
  it('makes the folder, takes it, and gives it back', () => {
    const inner = join(folder, 'new/data');
    const unlock = lockDataFolder(inner);
    expect(readdirSync(inner)).toEqual(['start.lock']);
    unlock();
    expect(readdirSync(inner)).toEqual([]);
    lockDataFolder(inner)();
  });

  it('refuses a second start, naming process and folder, and what to do', async () => {
    const { pid, said } = await holdApart();
    expect(said).toBe('taken');
    expect(() => lockDataFolder(folder)).toThrow(
      `Another start (process ${pid}) is using ${folder}. Stop it first, or choose another folder with GESTAS_DATA_DIR.`,
    );
  });

  it('says of a folder that cannot be written which it is, and what to do', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    for (const [path, reason] of [
      [file, 'ENOTDIR'],
      [join(file, 'inner'), 'ENOTDIR'],
    ]) {
      expect(() => lockDataFolder(String(path))).toThrow(
        `The data folder ${path} cannot be written (${reason}). Make it a folder that this account may write, or choose another with GESTAS_DATA_DIR.`,
      );
    }
  });

  it('does not try for ever where no folder can be made', () => {
    expect(() => lockDataFolder('/proc/gestas/data')).toThrow(/cannot be written \(E[A-Z]+\)/);
  });

  it('refuses a second start in the same process', () => {
    const unlock = lockDataFolder(folder);
    expect(() => lockDataFolder(folder)).toThrow(`process ${process.pid}`);
    unlock();
  });

  it('takes over from a start that was killed', async () => {
    const holder = await holdApart();
    await holder.kill();
    apart.pop();
    lockDataFolder(folder)();
  });

  it.each([
    ['a process that is gone', '999999999 1'],
    ['a process whose number another has by now', `${process.pid} 1`],
    ['nobody', ''],
    ['something else', 'nonsense'],
  ])('takes over from %s', (_who, holder) => {
    writeFileSync(join(folder, 'start.lock'), holder);
    const unlock = lockDataFolder(folder);
    expect(readdirSync(folder)).toEqual(['start.lock']);
    unlock();
  });

  it('gives back no lock that another start has taken since', () => {
    const unlock = lockDataFolder(folder);
    writeFileSync(join(folder, 'start.lock'), '1 1');
    unlock();
    expect(readdirSync(folder)).toEqual(['start.lock']);
  });

  it('lets one of several at once win, also over a stale lock', async () => {
    writeFileSync(join(folder, 'start.lock'), '999999999 1');
    const holders = await Promise.all([holdApart(), holdApart(), holdApart()]);
    expect(holders.filter(({ said }) => said === 'taken')).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(['start.lock']);
  });
});
