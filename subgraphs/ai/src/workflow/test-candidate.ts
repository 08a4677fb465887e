import { fault } from '../gates/gate.ts';
import type { Judgement } from '../gates/judge.ts';
import type { Candidate } from '../models/candidate.ts';
import { TESTS_GATE, type TestOutcome } from '../models/test-sandbox.ts';
import type { Check } from '../models/verdict.ts';
import { stepTexts } from './step-texts.ts';
import { perform, type Work } from './work.ts';

/** Runs the candidate's own tests in the sandbox: the last gate. Where they can't be run, the check says so and why. */
export async function testCandidate(
  work: Work,
  candidate: Candidate,
  { issues, checks }: Judgement,
  round: number,
): Promise<Judgement> {
  const { sandbox } = work.tools;
  const { outcome, milliseconds } = await perform(
    work,
    `tests#${round}`,
    'TESTS',
    async () => {
      const begin = performance.now();
      const found = await sandbox.run(candidate, work.signal);
      return { outcome: found, milliseconds: Math.round(performance.now() - begin) };
    },
    (tested) => stepTexts(work.run.language).tested(tested.outcome),
  );
  const found =
    outcome.kind === 'FAILED' ? [fault(outcome.reason, outcome.message, { file: 'test/' })] : [];
  return { issues: [...issues, ...found], checks: [...checks, checkOf(outcome, milliseconds)] };
}

/** Nothing of what a gate stopped runs. */
export function skipTests({ issues, checks }: Judgement): Judgement {
  return { issues, checks: [...checks, { gate: TESTS_GATE, status: 'SKIPPED', milliseconds: 0 }] };
}

function checkOf(outcome: TestOutcome, milliseconds: number): Check {
  const check = { gate: TESTS_GATE, status: outcome.kind, milliseconds };
  if (outcome.kind !== 'NOT_RUN') return check;
  return { ...check, reason: outcome.reason, detail: outcome.message };
}
