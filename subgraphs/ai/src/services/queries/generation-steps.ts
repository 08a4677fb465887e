import { requirePermission } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { GenerationStepRecord } from '../../models/generation-record.ts';

/** What has happened in a generation so far, oldest first. */
export function generationSteps(
  ctx: QueryContext,
  id: string,
): Promise<readonly GenerationStepRecord[]> {
  requirePermission(ctx, 'ai:generation:read');
  return ctx.generations.steps(id);
}
