import { parseInput, requirePermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { StartGeneration } from '../../models/generation-input.ts';
import type { GenerationRecord } from '../../models/generation-record.ts';

/** Queues a generation of the viewer's and announces that it is; what follows is told by `generation:progressed`. */
export async function startGeneration(
  ctx: CommandContext,
  input: unknown,
): Promise<GenerationRecord> {
  const viewer = requirePermission(ctx, 'ai:generation:create');
  const { prompt, language } = parseInput(StartGeneration, input);
  const { generator, supervisor } = ctx.forge.names;
  const run = await ctx.transact(async (tx) => {
    const queued = await tx.generations.insert({
      prompt,
      language,
      generator,
      supervisor,
      authorId: viewer.userId,
    });
    const at = queued.createdAt.toISOString();
    await tx.events.emit('generation:progressed', {
      runId: queued.id,
      step: 'QUEUED',
      status: 'DONE',
      at,
      message: null,
    });
    tx.audit({ target: `Generation:${queued.id}`, details: { language } });
    return queued;
  });
  ctx.forge.wake(viewer.tenantId, run.id);
  return run;
}
