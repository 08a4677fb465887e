import { AppError, parseInput, requirePermission } from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import { NameGeneration } from '../../models/generation-input.ts';
import type { GenerationRecord } from '../../models/generation-record.ts';
import type { PlacedPlugin, PluginMounter } from '../../models/plugin-mounter.ts';
import { TESTS_GATE } from '../../models/test-sandbox.ts';
import { placedPlugin } from '../../utils/placed-plugin.ts';
import { decideGeneration } from './decide-generation.ts';

const MOUNTABLE = ['ACCEPTED', 'MOUNTED'] as const;

/** A generation that runs as a plugin, and the plugin's name. */
export type MountedGeneration = {
  readonly generation: GenerationRecord;
  readonly plugin: { readonly name: string };
};

/**
 * Mounts an accepted generation as a running plugin and waits until routers serve it. What they refuse is taken away
 * again, and the generation stays accepted. Asked again for one that is mounted, it answers the same and announces nothing.
 * @throws AppError NOT_FOUND; CONFLICT for another status, a folder that is taken, a refusal, or no word in time.
 */
export async function mountGeneration(
  ctx: CommandContext,
  input: unknown,
): Promise<MountedGeneration> {
  const { userId } = requirePermission(ctx, 'ai:generation:mount');
  const { id } = parseInput(NameGeneration, input);
  const present = await ctx.generations.findById(id);
  if (!present) throw new AppError('NOT_FOUND', 'There is no such generation.');
  const { status } = present;
  if (!MOUNTABLE.some((one) => one === status)) {
    const message = `This needs a generation in ACCEPTED; it is ${status}.`;
    throw new AppError('CONFLICT', message, { status });
  }
  requireTested(present);
  const plugin = placedPlugin(await ctx.generations.files(id));
  const mounter = ctx.mounterOf(ctx.keyValue);
  await mounter.place(plugin);
  await requireServed(mounter, plugin);
  const answer = { name: plugin.name };
  if (status === 'MOUNTED') return { generation: present, plugin: answer };
  const decision = { status: 'MOUNTED', reviewerId: userId, reason: null } as const;
  const generation = await decideGeneration(ctx, id, ['ACCEPTED'], decision);
  return { generation, plugin: answer };
}

/** What was written before tests were run says nothing of them; that they can't be run here, whoever accepted it was told. */
function requireTested({ verdict }: GenerationRecord): void {
  const tests = verdict?.checks.find(({ gate }) => gate === TESTS_GATE);
  if (tests?.status === 'PASSED' || tests?.status === 'NOT_RUN') return;
  throw new AppError(
    'CONFLICT',
    'Its tests have never been run: ask for it again, so that they are.',
    { tests: tests?.status ?? null },
  );
}

/** Takes away again what is not served. */
async function requireServed(mounter: PluginMounter, plugin: PlacedPlugin): Promise<void> {
  const outcome = await mounter.outcome(plugin);
  if (outcome.kind === 'SERVED') return;
  await mounter.withdraw(plugin);
  if (outcome.kind === 'LATE') {
    throw new AppError(
      'CONFLICT',
      `No router has served ${plugin.name} in time, and it was taken away again: its log says why.`,
    );
  }
  const { code, message, coordinates } = outcome;
  throw new AppError('CONFLICT', `The graph refused ${plugin.name}: ${message}`, {
    refusal: code,
    coordinates,
  });
}
