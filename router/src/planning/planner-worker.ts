import { parentPort } from 'node:worker_threads';
import { type BuildPlan, createPlanBuilder } from './build-plan.ts';
import type { PlannerHello, PlannerJob, PlannerNotice, PlannerReply } from './planner-messages.ts';
import { currentThreadId } from './thread-cpu.ts';

const builders = new Map<string, BuildPlan>();

parentPort?.on('message', (message: PlannerJob | PlannerNotice) => {
  if (message.kind === 'forget') builders.delete(message.compositionId);
  else parentPort?.postMessage(answer(message));
});
const hello: PlannerHello = { threadId: currentThreadId() };
parentPort?.postMessage(hello);

function answer(job: PlannerJob): PlannerReply {
  const { compositionId } = job;
  try {
    return { ok: true, compositionId, plan: perform(job) };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { ok: false, compositionId, message };
  }
}

function perform(job: PlannerJob) {
  const builder = builders.get(job.compositionId);
  if (job.kind === 'plan') {
    if (!builder) throw new Error('The worker does not hold this composition.');
    return builder(job.request);
  }
  if (!builder) builders.set(job.compositionId, createPlanBuilder(job.supergraphSdl));
  return null;
}
