import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockDataFolder } from './data-lock.ts';
import { takeDataFolder } from './take-data-folder.ts';
import { runApart } from './testing/run-apart.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gestas-take-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('takeDataFolder', () => {
  it('waits for a start that is stopping, and says so once', async () => {
    const told: string[] = [];
    const unlock = lockDataFolder(folder);
    const taken = takeDataFolder(folder, (message) => {
      told.push(message);
      unlock();
    });
    (await taken)();
    expect(told).toEqual([`${folder} is in use, looking for 5 s whether that start is stopping`]);
  });

  it('takes over from one that is killed meanwhile', async () => {
    const holder = await runApart('./lock-holder.ts', folder);
    (await takeDataFolder(folder, () => void holder.kill(), 60_000))();
  });

  it('refuses in the end as the lock does, and at once what waiting does not mend', async () => {
    const unlock = lockDataFolder(folder);
    await expect(takeDataFolder(folder, () => undefined, 0)).rejects.toThrow('Another start');
    unlock();
    const wait = () => {
      throw new Error('it waits');
    };
    await expect(takeDataFolder('/proc/gestas/data', wait)).rejects.toThrow('cannot be written');
  });
});
