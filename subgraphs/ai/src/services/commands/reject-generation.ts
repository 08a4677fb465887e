import { parseInput, requirePermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { RejectGeneration } from '../../models/generation-input.ts';
import type { GenerationRecord } from '../../models/generation-record.ts';
import { decideGeneration } from './decide-generation.ts';

/** Turns down what the gates let pass, or what was accepted and is not mounted yet; the reason goes into the data set. */
export async function rejectGeneration(
  ctx: CommandContext,
  input: unknown,
): Promise<GenerationRecord> {
  const { userId } = requirePermission(ctx, 'ai:generation:review');
  const { id, reason } = parseInput(RejectGeneration, input);
  return decideGeneration(ctx, id, ['NEEDS_REVIEW', 'ACCEPTED'], {
    status: 'REJECTED',
    reviewerId: userId,
    reason,
  });
}
