import { z } from 'zod';
import type { TestFault, TestOutcome } from '../../models/test-sandbox.ts';
import type { LimitedRun } from './run-limited.ts';

const Line = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('TOOLS_MISSING'), message: z.string() }),
  z.object({ kind: z.literal('READY') }),
  z.object({
    kind: z.literal('RAN'),
    passed: z.number().int().min(0),
    failed: z.number().int().min(0),
    message: z.string().nullable(),
  }),
  z.object({ kind: z.literal('BROKEN'), message: z.string() }),
]);
type Line = z.output<typeof Line>;

const EXCEEDED: Readonly<Record<string, readonly [TestFault, string]>> = {
  TOO_SLOW: ['TESTS_TOO_SLOW', 'The tests did not end in time, and were ended.'],
  TOO_LOUD: ['TESTS_TOO_LOUD', 'The tests wrote more than they may, and were ended.'],
  TOO_LARGE: ['TESTS_TOO_LARGE', 'The tests took more memory than they may, and were ended.'],
};
const MOST_TEXT = 600;

/**
 * What came of a sandbox. That tests were not run is believed only of one that never said READY, as nothing of the candidate
 * has run before.
 */
export function outcomeOf({ end, report, said }: LimitedRun): TestOutcome {
  if (end === 'NOT_FOUND') return notRun('BUBBLEWRAP_MISSING', 'bubblewrap is not installed.');
  const exceeded = EXCEEDED[end];
  if (exceeded) return failed(...exceeded);
  const [first, last] = linesOf(report);
  if (first?.kind !== 'READY') {
    if (first?.kind === 'TOOLS_MISSING') return notRun('TOOLS_MISSING', first.message);
    return notRun('SANDBOX_REFUSED', said.trim().split('\n')[0] || 'It ended without a word.');
  }
  if (last?.kind === 'BROKEN') return failed('TESTS_BROKEN', last.message);
  if (last?.kind !== 'RAN') return failed('TESTS_BROKEN', 'The tests ended without a result.');
  if (last.failed > 0) return failed('TESTS_FAILED', last.message ?? 'A test failed.');
  if (last.passed === 0) return failed('TESTS_MISSING', 'There is no test that ran.');
  return { kind: 'PASSED', tests: last.passed };
}

function failed(reason: TestFault, message: string): TestOutcome {
  return { kind: 'FAILED', reason, message: message.slice(0, MOST_TEXT) };
}

function notRun(
  reason: Extract<TestOutcome, { kind: 'NOT_RUN' }>['reason'],
  message: string,
): TestOutcome {
  return { kind: 'NOT_RUN', reason, message: message.slice(0, MOST_TEXT) };
}

/** What is no line of ours counts as none. */
function linesOf(report: string): readonly (Line | undefined)[] {
  return report
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      try {
        return Line.safeParse(JSON.parse(line)).data;
      } catch {
        return undefined;
      }
    });
}
