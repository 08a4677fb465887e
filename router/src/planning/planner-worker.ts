import { parentPort } from 'node:worker_threads';
import { type BuildPlan, createPlanBuilder } from './build-plan.ts';
import type { PlannerJob, PlannerReply } from './planner-messages.ts';

const builders = new Map<string, BuildPlan>();

parentPort?.on('message', (job: PlannerJob) => {
  if (job.kind === 'forget') builders.delete(job.compositionId);
  else parentPort?.postMessage(answer(job));
});

function answer(job: Exclude<PlannerJob, { kind: 'forget' }>): PlannerReply {
  const { compositionId } = job;
  try {
    return { ok: true, compositionId, plan: perform(job) };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { ok: false, compositionId, message };
  }
}

function perform(job: Exclude<PlannerJob, { kind: 'forget' }>) {
  const { compositionId } = job;
  if (job.kind === 'plan') {
    const build = builders.get(compositionId);
    if (!build) throw new Error('The worker does not hold this composition.');
    return build(job.request);
  }
  if (builders.has(compositionId)) return null;
  const build = createPlanBuilder(job.supergraphSdl);
  warmUp(build);
  builders.set(compositionId, build);
  return null;
}

/** A first plan, so that the client's first doesn't pay for the compiler. */
function warmUp(build: BuildPlan): void {
  try {
    build({ document: '{ __typename }', operationName: null, overrides: new Map() });
  } catch {
    // Nothing to plan is an answer like any other here.
  }
}
