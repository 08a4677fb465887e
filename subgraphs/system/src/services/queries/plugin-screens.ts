import {
  createRegistryReader,
  type RegisteredPlugin,
  requireViewer,
  screenFolder,
} from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { PluginScreensRecord } from '../../models/plugin-screens.ts';
import { visibleScreens } from '../../utils/visible-screens.ts';

/**
 * What the plugins that answer show in the web client, as far as the viewer's permissions go; plugins without any are left
 * out. While an upgrade is refused, what was there before it answers on.
 */
export async function pluginScreens(ctx: QueryContext): Promise<readonly PluginScreensRecord[]> {
  const { permissions } = requireViewer(ctx);
  const plugins = await createRegistryReader(ctx.keyValue).list();
  return plugins
    .filter(isAnswering)
    .map(({ name, version, manifest }) => ({
      id: screenFolder(name),
      version,
      ...visibleScreens(manifest.ui, permissions),
    }))
    .filter(({ navigation, pages, widgets }) => navigation.length + pages.length + widgets.length);
}

function isAnswering({ isServed, quarantine, instances }: RegisteredPlugin): boolean {
  return isServed && !quarantine && instances.some(({ isLive }) => isLive);
}
