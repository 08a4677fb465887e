import { parseInput, requirePermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { NameGeneration } from '../../models/generation-input.ts';
import type { GenerationRecord } from '../../models/generation-record.ts';
import { decideGeneration } from './decide-generation.ts';

/** Accepts what the gates let pass. */
export async function acceptGeneration(
  ctx: CommandContext,
  input: unknown,
): Promise<GenerationRecord> {
  const { userId } = requirePermission(ctx, 'ai:generation:review');
  const { id } = parseInput(NameGeneration, input);
  return decideGeneration(ctx, id, ['NEEDS_REVIEW'], {
    status: 'ACCEPTED',
    reviewerId: userId,
    reason: null,
  });
}
