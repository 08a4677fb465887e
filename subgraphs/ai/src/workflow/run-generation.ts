import type { RunResult } from '../models/generation-run.ts';
import type { Passage } from '../models/retrieval-service.ts';
import type { Opinion } from '../models/supervisor-service.ts';
import { attemptGeneration } from './attempt-generation.ts';
import { datasetRowOf } from './dataset-row.ts';
import { stepTexts } from './step-texts.ts';
import { HoldLost, recordStep } from './steps.ts';
import { type Outcome, resultOf } from './verdict-of.ts';
import { perform, type Work } from './work.ts';

const PASSAGES = 6;

/** Carries a held run to its end: retrieve → generate → gates → repairs → review → finish. What was done is not done again. */
export async function runGeneration(work: Work): Promise<void> {
  const passages = await perform(
    work,
    'retrieve',
    'RETRIEVE',
    () => retrieve(work),
    (found) => stepTexts(work.run.language).retrieved(found.length),
  );
  const outcome = await attemptGeneration(work, passages);
  const opinion = await review(work, outcome);
  work.signal.throwIfAborted();
  await finish(work, outcome, resultOf(outcome, opinion, work.run.language, passages));
}

/** No passage is better than no plugin: a knowledge base out of reach is noted by their absence. */
async function retrieve({ scope, run }: Work): Promise<readonly Passage[]> {
  return scope.retrieval.retrieve(run.prompt, PASSAGES).catch(() => []);
}

/** Only what the gates let pass is reviewed. */
async function review(work: Work, { candidate, judgement }: Outcome): Promise<Opinion | null> {
  if (!candidate || judgement.issues.length > 0) return null;
  const { tools, signal } = work;
  const { prompt, language } = work.run;
  return perform(
    work,
    'review',
    'REVIEW',
    () => tools.supervisor.review({ prompt, language, candidate, issues: [], signal }),
    ({ summary }) => summary,
  );
}

async function finish(
  { scope, run, tools }: Work,
  outcome: Outcome,
  result: RunResult,
): Promise<void> {
  const { status, verdict } = result;
  const last = { memo: 'finish', step: 'FINISH', status, message: verdict.summary };
  await recordStep(scope, run, last, async (tx) => {
    if (!(await tx.generations.finish(run, result))) {
      throw new HoldLost(`run ${run.id} is held by another`);
    }
    await tx.generations.keepDatasetRow(run.id, datasetRowOf(run, result, outcome, tools));
    const { id: runId, authorId } = run;
    await tx.events.emit('generation:finished', { runId, authorId, status });
  });
}
