import type { Judgement } from '../gates/judge.ts';
import type { Attempt, Generated } from '../models/plugin-generator.ts';
import type { Passage } from '../models/retrieval-service.ts';
import { judgeCandidate } from './judge-candidate.ts';
import { knownTypesOf } from './known-types.ts';
import { stepTexts } from './step-texts.ts';
import type { Outcome } from './verdict-of.ts';
import { perform, type Work } from './work.ts';

const MOST_REPAIRS = 3;
const NOTHING: Judgement = { issues: [], checks: [] };

/** Generates and judges: up to three repairs; the same set of faults twice ends it, and so does who can't do otherwise. */
export async function attemptGeneration(
  work: Work,
  passages: readonly Passage[],
): Promise<Outcome> {
  const attempts: Attempt[] = [];
  for (let round = 0; ; round++) {
    const generated = await perform(
      work,
      `generate#${round}`,
      round === 0 ? 'GENERATE' : 'REPAIR',
      () => generate(work, passages, attempts),
      stepTexts(work.run.language).generated,
    );
    if (generated.kind === 'REFUSED') {
      const { reason } = generated;
      return { kind: 'REFUSED', reason, candidate: null, spec: null, judgement: NOTHING, attempts };
    }
    const judged = await judgeCandidate(work, generated, round);
    attempts.push({ answer: generated.answer, issues: judged.judgement.issues });
    if (isOver(work, generated, attempts)) {
      const spec = generated.kind === 'CANDIDATE' ? generated.spec : null;
      return { kind: 'JUDGED', ...judged, spec, attempts };
    }
  }
}

async function generate(
  { tools, run, signal }: Work,
  passages: readonly Passage[],
  attempts: readonly Attempt[],
): Promise<Generated> {
  const { prompt, language } = run;
  const knownTypes = knownTypesOf(await tools.readLiveGraph());
  return tools.generator.generate({ prompt, language, passages, knownTypes, attempts, signal });
}

function isOver({ tools }: Work, generated: Generated, attempts: readonly Attempt[]): boolean {
  const [last, before] = [attempts.at(-1), attempts.at(-2)];
  if (!last || last.issues.length === 0 || !tools.generator.canRepair) return true;
  if (generated.kind === 'FAULTY' && generated.isFinal) return true;
  return attempts.length > MOST_REPAIRS || (before !== undefined && keyOf(before) === keyOf(last));
}

function keyOf({ issues }: Attempt): string {
  const keys = issues.map(({ code, file, message }) => `${code} ${file} ${message}`);
  return keys.sort().join('\n');
}
