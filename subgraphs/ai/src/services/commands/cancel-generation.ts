import { parseInput, requirePermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { NameGeneration } from '../../models/generation-input.ts';
import type { GenerationRecord } from '../../models/generation-record.ts';
import { decideGeneration } from './decide-generation.ts';

/** Ends a generation that still runs; its worker finds its hold lost and stops. */
export async function cancelGeneration(
  ctx: CommandContext,
  input: unknown,
): Promise<GenerationRecord> {
  const { userId } = requirePermission(ctx, 'ai:generation:create');
  const { id } = parseInput(NameGeneration, input);
  return decideGeneration(ctx, id, ['RUNNING'], {
    status: 'CANCELLED',
    reviewerId: userId,
    reason: null,
  });
}
