import { requirePermission } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { GenerationRecord } from '../../models/generation-record.ts';

/** One generation by id; a foreign id finds nothing, like a random one. */
export function generation(ctx: QueryContext, id: string): Promise<GenerationRecord | null> {
  requirePermission(ctx, 'ai:generation:read');
  return ctx.generations.findById(id);
}
