import { createRegistryReader, requireViewer, screenFolder } from '@gestas/sdk';
import type { QueryContext } from '../../context.ts';
import type { PluginScreensRecord } from '../../models/plugin-screens.ts';
import { visibleScreens } from '../../utils/visible-screens.ts';

/** Plugins that answer, if only by some of their instances. A refused registration is not what answers. */
const ANSWERING = ['READY', 'DEGRADED'];

/** What the running plugins show in the web client, as far as the viewer's permissions go; plugins without any are left out. */
export async function pluginScreens(ctx: QueryContext): Promise<readonly PluginScreensRecord[]> {
  const { permissions } = requireViewer(ctx);
  const plugins = await createRegistryReader(ctx.keyValue).list();
  return plugins
    .filter(({ status }) => ANSWERING.includes(status))
    .map(({ name, version, manifest }) => ({
      id: screenFolder(name),
      version,
      ...visibleScreens(manifest.ui, permissions),
    }))
    .filter(({ navigation, pages, widgets }) => navigation.length + pages.length + widgets.length);
}
