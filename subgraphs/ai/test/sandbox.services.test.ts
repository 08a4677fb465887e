import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createBubblewrapSandbox } from '../src/adapters/sandbox/bubblewrap-sandbox.ts';
import { templateGenerator } from '../src/generation/template-generator.ts';
import type { Candidate } from '../src/models/candidate.ts';
import * as hostile from './support/hostile-tests.ts';

const SLOW_MS = 300_000;
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SECRET = 'a-secret-of-the-platform-4711';
const works = spawnSync('bwrap', ['--unshare-all', '--ro-bind', '/', '/', 'true']).status === 0;
const isRoot = process.getuid?.() === 0;
const { signal } = new AbortController();

let candidate: Candidate;
beforeAll(async () => {
  const prompt = 'Crea un controlador de productos con nombre, precio y stock';
  const task = {
    prompt,
    language: 'es',
    passages: [],
    knownTypes: [],
    attempts: [],
    signal,
  } as const;
  const generated = await templateGenerator.generate(task);
  if (generated.kind !== 'CANDIDATE') throw new Error('the templates wrote nothing');
  candidate = generated.candidate;
  process.env.AI_TENANT_KEY_OF_TEST = SECRET;
});
afterAll(() => {
  delete process.env.AI_TENANT_KEY_OF_TEST;
});

/** The processes of sandboxes that are alive: by the account inside, or by the folder that they name. */
function alive(): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const isInside = /^Uid:\s+64500\b/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return isInside || command.includes(`${ROOT}subgraphs/products`);
    } catch {
      return false;
    }
  });
}

/** What sandboxes have left on the machine. */
function leftovers(): string[] {
  const owned = readdirSync(tmpdir())
    .map((name) => join(tmpdir(), name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.uid === 64_500);
  const folder = join(ROOT, 'subgraphs/products');
  return [...alive(), ...owned, ...(existsSync(folder) ? [folder] : [])];
}

describe('a machine without bubblewrap', () => {
  it('runs nothing, and says so', async () => {
    const sandbox = createBubblewrapSandbox({ command: '/nowhere/bwrap' });
    expect(await sandbox.run(candidate, signal)).toMatchObject({
      kind: 'NOT_RUN',
      reason: 'BUBBLEWRAP_MISSING',
    });
  });
});

/** What is held to where this machine has a sandbox. */
function describeSandbox(): void {
  const run = (test: string, limits = {}) =>
    createBubblewrapSandbox({ limits }).run(hostile.withTests(candidate, test), signal);

  it.each(isRoot ? [true, false] : [false])(
    'run on a PostgreSQL of their own, in the sandbox that root (%p) makes',
    async (asRoot) => {
      const outcome = await createBubblewrapSandbox({ isRoot: asRoot }).run(candidate, signal);
      expect(outcome).toEqual({ kind: 'PASSED', tests: 12 });
      expect(leftovers()).toEqual([]);
    },
    SLOW_MS,
  );

  it(
    'reach no network, no file of the machine or the platform, no secret, and write nothing that stays',
    async () => {
      const data = join(ROOT, '.data');
      const isOurs = !existsSync(data);
      if (isOurs) mkdirSync(data);
      const probe = join(data, 'sandbox-probe');
      writeFileSync(probe, SECRET);
      try {
        const paths = [
          '/etc/shadow',
          '/root',
          '/home',
          '/var/lib',
          data,
          probe,
          `${ROOT}subgraphs/auth`,
        ];
        const test = hostile.probing([...paths, `${ROOT}.env`, `${ROOT}.git`], SECRET);
        expect(await run(test)).toEqual({ kind: 'PASSED', tests: 15 });
      } finally {
        rmSync(isOurs ? data : probe, { recursive: true });
      }
      expect(leftovers()).toEqual([]);
    },
    SLOW_MS,
  );

  it.each([
    ['a test that fails', hostile.FAILING, 'TESTS_FAILED', /adds up.*Expected: 3/],
    ['a call over the network', hostile.NETWORK, 'TESTS_FAILED', /calls home.*ENETUNREACH/],
    ['a look at the passwords', hostile.SHADOW, 'TESTS_FAILED', /reads passwords.*ENOENT/],
    ['an attempt to pass as not run', hostile.FORGING, 'TESTS_FAILED', /claims that/],
    ['a process too large', hostile.hoarding(30), 'TESTS_FAILED', /allocation failed/],
    ['no test', 'export {};\n', 'TESTS_FAILED', /must contain at least one test/],
  ])(
    'refuse %s',
    async (_what, test, reason, message) => {
      const outcome = await run(test);
      expect(outcome).toEqual({ kind: 'FAILED', reason, message: expect.stringMatching(message) });
      expect(leftovers()).toEqual([]);
    },
    SLOW_MS,
  );

  it.each([
    ['an endless loop', hostile.ENDLESS, { wallMs: 20_000 }, 'TESTS_TOO_SLOW'],
    ['100 MB of output', hostile.FLOOD, {}, 'TESTS_TOO_LOUD'],
    ['a hoard of memory', hostile.hoarding(8), { memoryBytes: 900_000_000 }, 'TESTS_TOO_LARGE'],
  ])(
    'are ended at %s',
    async (_what, test, limits, reason) => {
      const outcome = await run(test, limits);
      expect(outcome).toEqual({
        kind: 'FAILED',
        reason,
        message: expect.stringContaining('ended'),
      });
      expect(leftovers()).toEqual([]);
    },
    SLOW_MS,
  );

  it(
    'can not multiply beyond their limit',
    async () => {
      let most = 0;
      const look = setInterval(() => {
        most = Math.max(most, alive().length);
      }, 200);
      const outcome = await run(hostile.FORK_BOMB, { wallMs: 60_000 });
      clearInterval(look);
      expect(outcome).toMatchObject({ kind: 'FAILED', reason: 'TESTS_TOO_SLOW' });
      expect(most).toBeGreaterThan(50);
      expect(most).toBeLessThanOrEqual(270);
      expect(leftovers()).toEqual([]);
    },
    SLOW_MS,
  );

  it(
    'end at once when whoever asked for them stops',
    async () => {
      const aborter = new AbortController();
      const running = createBubblewrapSandbox().run(candidate, aborter.signal);
      while (alive().length < 3) await new Promise((resolve) => setTimeout(resolve, 50));
      aborter.abort(new Error('stopped'));
      await expect(running).rejects.toThrow('stopped');
      expect(leftovers()).toEqual([]);
    },
    SLOW_MS,
  );
}

if (works) describe('the tests of a generated plugin', describeSandbox);
else {
  it('are not run where no sandbox can be made, and that is said', async () => {
    const outcome = await createBubblewrapSandbox().run(candidate, signal);
    expect(outcome).toMatchObject({
      kind: 'NOT_RUN',
      reason: expect.stringMatching(/MISSING|REFUSED/),
    });
  });
}
