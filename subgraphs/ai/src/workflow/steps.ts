import type { TenantScope } from '@gestas/sdk';
import type { AiEvents } from '../events.ts';
import type { HeldRun, StepDraft } from '../models/generation-run.ts';
import type { RetrievalService } from '../models/retrieval-service.ts';
import type { GenerationRepository } from '../repositories/generation-repository.ts';

/** What a run needs of its tenant. */
export type RunParts = {
  readonly generations: GenerationRepository;
  readonly retrieval: Pick<RetrievalService, 'retrieve'>;
};

/** A tenant's readers and transactions, as the workflow uses them. */
export type RunScope = TenantScope<RunParts, AiEvents>;

/** The hold on a run was lost: another worker has it, or a person ended it. Whoever meets this stops at once. */
export class HoldLost extends Error {
  override readonly name = 'HoldLost';
}

/** Records what happened and tells it, in one transaction; `more` is written with it. */
export async function recordStep(
  scope: RunScope,
  run: HeldRun,
  step: StepDraft,
  more: (tx: Parameters<Parameters<RunScope['transact']>[0]>[0]) => Promise<void> = async () =>
    undefined,
): Promise<void> {
  await scope.transact(async (tx) => {
    if (!(await tx.generations.record(run, step)))
      throw new HoldLost(`run ${run.id} is held by another`);
    const { step: name, status, message } = step;
    const at = new Date().toISOString();
    await tx.events.emit('generation:progressed', {
      runId: run.id,
      step: name,
      status,
      at,
      message,
    });
    tx.audit({ target: `Generation:${run.id}`, details: { step: name, status } });
    await more(tx);
  });
}

/** One step, and the name by which it is remembered within its run. */
export type Step = { readonly memo: string; readonly step: string };

/** Does a step, or takes what it gave when it was done before, by whichever worker. */
export async function remember<Output>(
  scope: RunScope,
  run: HeldRun,
  { memo, step }: Step,
  work: () => Promise<Output>,
  tell: (output: Output) => string | null,
): Promise<Output> {
  const known = await scope.generations.memo(run.id, memo);
  if (known !== undefined) return known as Output;
  await recordStep(scope, run, {
    memo: `${memo}:${run.fence}:started`,
    step,
    status: 'STARTED',
    message: null,
  });
  const output = await work();
  await recordStep(scope, run, { memo, step, status: 'DONE', message: tell(output), output });
  return output;
}
