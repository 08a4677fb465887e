import { describe, expect, it } from '@jest/globals';
import { createRestartPolicy } from './create-restart-policy.ts';
import { keepRunning } from './keep-running.ts';
import type { PluginProcess } from './start-plugin-process.ts';

/** Processes that end when the test says so. */
function makeProcesses() {
  const ends: ((reason: string) => void)[] = [];
  const stopped: number[] = [];
  const waiting: (() => void)[] = [];
  const start = async (): Promise<PluginProcess> => {
    const at = ends.length;
    const exited = new Promise<string>((resolve) => ends.push(resolve));
    for (const go of waiting.splice(0)) go();
    const stop = async () => {
      stopped.push(at);
      ends[at]?.('stopped');
    };
    return { pid: at, url: `http://localhost:${at}`, exited, stop };
  };
  const started = async (count: number) => {
    while (ends.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { start, started, stopped, end: (at: number, why: string) => ends[at]?.(why) };
}

describe('a process that is kept running', () => {
  it('is started again, and told once for each reason', async () => {
    const { start, started, end, stopped } = makeProcesses();
    const told: string[] = [];
    const kept = await keepRunning({
      start,
      onExit: (reason) => told.push(reason),
      policy: { afterExit: () => 0 },
    });
    for (const [at, reason] of ['a', 'a', 'b'].entries()) {
      end(at, reason);
      await started(at + 2);
    }
    expect(told).toEqual(['a', 'b']);
    expect(kept.url()).toBe('http://localhost:3');
    await kept.stop();
    expect(stopped).toEqual([3]);
  });

  it('is given up with its last reason, and not when it is stopped', async () => {
    const { start, end } = makeProcesses();
    const kept = await keepRunning({
      start,
      onExit: () => undefined,
      policy: { afterExit: () => null },
    });
    end(0, 'boom');
    expect(await kept.givenUp).toBe('boom');
    await kept.stop();
  });

  it('that can not be started again is given up', async () => {
    const { start, end } = makeProcesses();
    let starts = 0;
    const kept = await keepRunning({
      start: () => (starts++ === 0 ? start() : Promise.reject(new Error('no port'))),
      onExit: () => undefined,
      policy: { afterExit: () => 0 },
    });
    end(0, 'boom');
    expect(await kept.givenUp).toBe('Error: no port');
  });
});

describe('the pauses', () => {
  it('double, and the fourth exit within a minute is the last', () => {
    let now = 0;
    const policy = createRestartPolicy(() => now);
    const exits = [0, 1, 2, 3].map((second) => {
      now = second * 1_000;
      return policy.afterExit();
    });
    expect(exits).toEqual([500, 1_000, 2_000, null]);
  });

  it('forget what is a minute ago', () => {
    let now = 0;
    const policy = createRestartPolicy(() => now);
    for (let exit = 0; exit < 20; exit++) {
      expect(policy.afterExit()).not.toBeNull();
      now += 21_000;
    }
  });
});
