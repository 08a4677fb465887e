import type { GraphQLSchema } from 'graphql';
import type { Manifest } from '../manifest.ts';
import { checkPage } from './check-page.ts';
import { checkWidget } from './check-widget.ts';
import type { PluginUi } from './plugin-ui.ts';

/** What is wrong with a manifest's `ui`; `coordinates` such as `ui.pages.notes.document`. */
export type UiFault = {
  readonly code: 'UI_INVALID' | 'UI_PERMISSION_UNKNOWN';
  readonly message: string;
  readonly coordinates: readonly string[];
};

/**
 * Checks what a manifest's `ui` asks of the composed graph: documents are sound, of the right kind, and select what is
 * shown; forms fill what mutations take; permissions are the plugin's own, or among `known`. Answers the faults.
 */
export function checkUi(
  { ui, permissions }: Pick<Manifest, 'permissions' | 'ui'>,
  schema: GraphQLSchema,
  known: readonly string[] = [],
): readonly UiFault[] {
  const contributed = new Set([...permissions.map(({ name }) => name), ...known]);
  const unknown = permissionsIn(ui).filter(([permission]) => !contributed.has(permission));
  const wrong = [
    ...ui.pages.flatMap((page) => checkPage(page, `ui.pages.${page.name}`, schema)),
    ...ui.widgets.flatMap((widget) => checkWidget(widget, `ui.widgets.${widget.name}`, schema)),
  ];
  return [
    ...unknown.map(([permission, at]) => ({
      code: 'UI_PERMISSION_UNKNOWN' as const,
      message: `${at}: no plugin contributes ${permission}.`,
      coordinates: [at],
    })),
    ...wrong.map(({ at, message }) => ({
      code: 'UI_INVALID' as const,
      message: `${at}: ${message.replace(/\.$/, '')}.`,
      coordinates: [at],
    })),
  ];
}

/** Whether a manifest describes anything that has to be checked against a graph. */
export function hasScreens({ ui }: Pick<Manifest, 'ui'>): boolean {
  return permissionsIn(ui).length > 0;
}

function permissionsIn(ui: PluginUi): readonly (readonly [permission: string, at: string])[] {
  return [
    ...ui.navigation.map(({ permission, path }) => [permission, `ui.navigation.${path}`] as const),
    ...ui.pages.flatMap((page) => [
      [page.permission, `ui.pages.${page.name}`] as const,
      [removalOf(page)?.permission, `ui.pages.${page.name}.remove`] as const,
    ]),
    ...ui.widgets.map(({ permission, name }) => [permission, `ui.widgets.${name}`] as const),
  ].flatMap(([permission, at]) => (permission === undefined ? [] : [[permission, at] as const]));
}

function removalOf(page: PluginUi['pages'][number]) {
  return page.kind === 'form' ? undefined : page.remove;
}
