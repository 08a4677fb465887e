import { AppError } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import type { GenerationRecord, GenerationStatus } from '../../models/generation-record.ts';
import type { Decision } from '../../models/generation-run.ts';

/**
 * Moves a generation by a person's decision, with its events and its row of the data set; only from one of `from`.
 * @throws AppError NOT_FOUND, or CONFLICT when its status does not allow it.
 */
export async function decideGeneration(
  ctx: CommandContext,
  id: string,
  from: readonly GenerationStatus[],
  decision: Decision,
): Promise<GenerationRecord> {
  return ctx.transact(async (tx) => {
    const decided = await tx.generations.decide(id, from, decision);
    if (!decided) {
      const present = await tx.generations.findById(id);
      if (!present) throw new AppError('NOT_FOUND', 'There is no such generation.');
      const { status } = present;
      throw new AppError(
        'CONFLICT',
        `This needs a generation in ${from.join(' or ')}; it is ${status}.`,
        { status },
      );
    }
    const { status, reason } = decision;
    const at = new Date().toISOString();
    await tx.events.emit('generation:progressed', {
      runId: id,
      step: 'DECIDE',
      status,
      at,
      message: reason,
    });
    await tx.events.emit('generation:finished', { runId: id, authorId: decided.authorId, status });
    await tx.generations.markDatasetRow(id, status, {
      prompt: decided.prompt,
      reason,
      reviewerId: decision.reviewerId,
    });
    tx.audit({ target: `Generation:${id}`, details: { status, reason } });
    return decided;
  });
}
