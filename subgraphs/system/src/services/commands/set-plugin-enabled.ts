import {
  AppError,
  createQuarantineBook,
  createRegistryReader,
  type Manifest,
  parseInput,
  requirePermission,
} from '@gestas/sdk';
import type { CommandContext } from '../../context.ts';
import type { PluginRecord } from '../../models/plugin-record.ts';
import { PluginSwitch } from '../../models/plugin-switch.ts';
import { toPluginRecord } from '../../utils/to-plugin-record.ts';
import { requirePlatformTenant } from './require-platform-tenant.ts';

/**
 * Says whether a plugin is to be in the graph, on which every router converges, and announces it. Plugins are of all tenants:
 * only the platform's own tenant decides about them.
 */
export async function setPluginEnabled(ctx: CommandContext, input: unknown): Promise<PluginRecord> {
  requirePermission(ctx, 'system:plugin:update');
  await requirePlatformTenant(ctx);
  const { plugin, enabled } = parseInput(PluginSwitch, input);
  const registry = createRegistryReader(ctx.keyValue);
  const known = await registry.find(plugin);
  if (!known) throw new AppError('NOT_FOUND', 'There is no such plugin.');
  if (!enabled) requireWayBack(known.manifest);
  return ctx.transact(async (tx) => {
    tx.audit({ target: `Plugin:${plugin}`, details: { enabled, before: known.status } });
    await tx.events.emit(enabled ? 'plugin:enabled' : 'plugin:disabled', { plugin });
    const what = { at: new Date().toISOString(), by: 'operator' } as const;
    const book = createQuarantineBook(ctx.keyValue);
    if (enabled) await book.letIn(plugin, { ...what, reason: 'An operator let it in.' });
    else {
      const reason = 'An operator took it out.';
      await book.takeOut(plugin, { ...what, reason, contentHash: null });
    }
    return toPluginRecord((await registry.find(plugin)) ?? known);
  });
}

/** Without who signs people in, and without this plugin, nobody could let anybody in again. */
function requireWayBack({ name, sessionCookies }: Manifest): void {
  if (!sessionCookies && name !== 'plugin-system') return;
  throw new AppError('CONFLICT', `Without ${name} nothing could be let in again.`);
}
