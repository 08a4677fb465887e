import type { Judgement } from '../gates/judge.ts';
import { mendCandidate } from '../generation/mend-candidate.ts';
import type { Candidate } from '../models/candidate.ts';
import type { Generated } from '../models/plugin-generator.ts';
import { stepTexts } from './step-texts.ts';
import { skipTests, testCandidate } from './test-candidate.ts';
import { perform, type Work } from './work.ts';

/** A candidate, and the gates' word on it. */
export type Judged = { readonly candidate: Candidate | null; readonly judgement: Judgement };

/** The gates' word, and that of the candidate's own tests, which run behind the gates alone. */
export async function judgeCandidate(
  work: Work,
  generated: Exclude<Generated, { readonly kind: 'REFUSED' }>,
  round: number,
): Promise<Judged> {
  const { candidate, judgement } = await passGates(work, generated, round);
  if (!candidate) return { candidate, judgement };
  if (judgement.issues.length > 0) return { candidate, judgement: skipTests(judgement) };
  return { candidate, judgement: await testCandidate(work, candidate, judgement, round) };
}

/** A fault with one right answer is mended and judged again before anybody is asked. */
async function passGates(
  work: Work,
  generated: Exclude<Generated, { readonly kind: 'REFUSED' }>,
  round: number,
): Promise<Judged> {
  if (generated.kind === 'FAULTY') {
    return { candidate: null, judgement: { issues: generated.issues, checks: [] } };
  }
  const { judged } = stepTexts(work.run.language);
  const judge = (memo: string, candidate: Candidate) =>
    perform(work, memo, 'GATES', () => work.tools.judge(candidate), judged);
  const judgement = await judge(`gates#${round}`, generated.candidate);
  const mended =
    judgement.issues.length > 0 ? mendCandidate(generated.candidate, judgement.issues) : null;
  if (!mended) return { candidate: generated.candidate, judgement };
  return { candidate: mended, judgement: await judge(`gates#${round}:mended`, mended) };
}
