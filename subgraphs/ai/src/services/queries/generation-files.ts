import { requirePermission } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { PluginFile } from '../../models/candidate.ts';

/** The files a generation wrote, ordered by path. */
export function generationFiles(ctx: QueryContext, id: string): Promise<readonly PluginFile[]> {
  requirePermission(ctx, 'ai:generation:read');
  return ctx.generations.files(id);
}
