import { describe, expect, it } from '@jest/globals';
import { createBubblewrapSandbox } from './bubblewrap-sandbox.ts';
import { outcomeOf } from './outcome-of.ts';
import type { LimitedRun } from './run-limited.ts';

const READY = '{"kind":"READY"}\n';
const ran = (passed: number, failed: number, message: string | null = null) =>
  `${READY}${JSON.stringify({ kind: 'RAN', passed, failed, message })}\n`;
const of = (run: Partial<LimitedRun>) => outcomeOf({ end: 'EXITED', report: '', said: '', ...run });

describe('the outcome of a sandbox', () => {
  it('is PASSED where every test passed, and how many', () => {
    expect(of({ report: ran(12, 0) })).toEqual({ kind: 'PASSED', tests: 12 });
  });

  it.each([
    ['a test that failed', { report: ran(11, 1, 'it breaks') }, 'TESTS_FAILED', 'it breaks'],
    ['no test at all', { report: ran(0, 0) }, 'TESTS_MISSING', 'There is no test that ran.'],
    [
      'code that can’t be generated',
      { report: `${READY}{"kind":"BROKEN","message":"no model"}\n` },
      'TESTS_BROKEN',
      'no model',
    ],
    [
      'an end without a word',
      { report: READY },
      'TESTS_BROKEN',
      'The tests ended without a result.',
    ],
    [
      'words that are no report',
      { report: `${READY}{"kind":"RAN"}\nyes\n` },
      'TESTS_BROKEN',
      'The tests ended without a result.',
    ],
    ['a hang', { end: 'TOO_SLOW', report: READY }, 'TESTS_TOO_SLOW', expect.anything()],
    ['a flood', { end: 'TOO_LOUD', report: ran(1, 0) }, 'TESTS_TOO_LOUD', expect.anything()],
    ['a hoard', { end: 'TOO_LARGE' }, 'TESTS_TOO_LARGE', expect.anything()],
  ] as const)('refuses %s', (_what, run, reason, message) => {
    expect(of(run)).toEqual({ kind: 'FAILED', reason, message });
  });

  it('is NOT_RUN only where nothing of the candidate can have run', () => {
    expect(of({ end: 'NOT_FOUND' })).toMatchObject({ reason: 'BUBBLEWRAP_MISSING' });
    const refused = { said: 'bwrap: No permissions to create new namespace\nmore' };
    expect(of(refused)).toEqual({
      kind: 'NOT_RUN',
      reason: 'SANDBOX_REFUSED',
      message: 'bwrap: No permissions to create new namespace',
    });
    const tools = '{"kind":"TOOLS_MISSING","message":"no jest"}\n';
    expect(of({ report: tools })).toMatchObject({ kind: 'NOT_RUN', reason: 'TOOLS_MISSING' });
    const forged = { report: READY + tools, said: 'bwrap: No permissions' };
    expect(of(forged)).toMatchObject({ kind: 'FAILED', reason: 'TESTS_BROKEN' });
  });

  it('tells a machine without bubblewrap from one that allows no sandbox', async () => {
    const { signal } = new AbortController();
    const candidate = { folder: 'products', files: [] };
    const missing = createBubblewrapSandbox({ command: '/nowhere/bwrap' });
    expect(await missing.run(candidate, signal)).toEqual({
      kind: 'NOT_RUN',
      reason: 'BUBBLEWRAP_MISSING',
      message: 'bubblewrap is not installed.',
    });
    const refusing = createBubblewrapSandbox({ command: 'false' });
    expect(await refusing.run(candidate, signal)).toMatchObject({ reason: 'SANDBOX_REFUSED' });
  });

  it('starts nothing for a folder that has no plain name', async () => {
    const sandbox = createBubblewrapSandbox({ command: '/nowhere/bwrap' });
    const { signal } = new AbortController();
    expect(await sandbox.run({ folder: '../ai', files: [] }, signal)).toMatchObject({
      kind: 'FAILED',
      reason: 'TESTS_BROKEN',
    });
  });
});
