import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { type Guarded, guardLimits, guardProcess, residentMegabytes } from './guard-process.ts';

const LIMITS = { everyMs: 1, mostMegabytes: 500, mostSilences: 3 };

/** Guards a process with these answers, one a look and the last for ever; resolves with why it was ended. */
function guard(more: Partial<Guarded>, answers: readonly boolean[] = [true]) {
  let looks = 0;
  const reason = new Promise<string>((kill) => {
    guardProcess({
      pid: 1,
      url: 'http://localhost:1/graphql',
      kill,
      limits: LIMITS,
      memoryOf: () => 100,
      answers: async () => answers[Math.min(looks++, answers.length - 1)] ?? true,
      ...more,
    });
  });
  return { reason, looks: () => looks };
}

describe('a guarded process', () => {
  it('is ended when it takes more memory than it may', async () => {
    let used = 480;
    const memoryOf = () => {
      used += 10;
      return used;
    };
    expect(await guard({ memoryOf }).reason).toBe('it used 510 MB of memory, and may use 500');
  });

  it('is ended when it is silent for several looks after it has answered', async () => {
    const { reason, looks } = guard({}, [true, false, false, true, false, false, false]);
    expect(await reason).toBe('it no longer answered');
    expect(looks()).toBe(7);
  });

  it('may take its time to start', async () => {
    const starting = Array.from({ length: 20 }, () => false);
    const { reason, looks } = guard({}, [...starting, true, false]);
    await reason;
    expect(looks()).toBe(24);
  });

  it('is asked over HTTP, and one that stands is silent', async () => {
    let answers = 5;
    const server = createServer((_request, response) => {
      answers -= 1;
      if (answers >= 0) response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const url = `http://localhost:${(server.address() as AddressInfo).port}/graphql`;
    const reason = await new Promise<string>((kill) => {
      guardProcess({ pid: undefined, url, kill, limits: { ...LIMITS, everyMs: 200 } });
    });
    server.closeAllConnections();
    server.close();
    expect(reason).toBe('it no longer answered');
  });
});

it('reads the memory of a process where the system tells', () => {
  const own = residentMegabytes(process.pid);
  if (process.platform === 'linux') expect(own).toBeGreaterThan(20);
  else expect(own).toBeNull();
  expect(residentMegabytes(2 ** 30)).toBeNull();
});

it('is looked at often enough to notice so long a silence', () => {
  expect(guardLimits(768, 30_000)).toEqual({ everyMs: 5_000, mostMegabytes: 768, mostSilences: 6 });
});
