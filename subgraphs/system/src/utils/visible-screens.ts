import { hasPermission, type PluginUi, screenOf, type UiPage, type UiWidget } from '@gestas/sdk';

/**
 * The links, pages and widgets that who was `granted` these permissions may see: a link goes with its page, and a page
 * keeps only ways to pages that are left.
 */
export function visibleScreens(ui: PluginUi, granted: readonly string[]): PluginUi {
  const may = ({ permission }: { readonly permission?: string | undefined }) =>
    permission === undefined || hasPermission(granted, permission);
  const pages = ui.pages.filter(may);
  const names = new Set(pages.map(({ name }) => name));
  const kept = (name: string | undefined) => (name && names.has(name) ? name : undefined);
  const narrowPage = (page: UiPage): UiPage => {
    if (page.kind === 'form') return { ...page, next: kept(page.next) };
    const remove = page.remove && may(page.remove) ? page.remove : undefined;
    const ways = { edit: kept(page.edit), remove };
    if (page.kind === 'detail') return { ...page, ...ways };
    return { ...page, ...ways, detail: kept(page.detail), create: kept(page.create) };
  };
  const narrowWidget = (widget: UiWidget): UiWidget =>
    widget.kind === 'stat' ? widget : { ...widget, page: kept(widget.page) };
  return {
    navigation: ui.navigation.filter(
      (link) => may(link) && names.has(screenOf(link.path)?.page ?? ''),
    ),
    pages: pages.map(narrowPage),
    widgets: ui.widgets.filter(may).map(narrowWidget),
  };
}
