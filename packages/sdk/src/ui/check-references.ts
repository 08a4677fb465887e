import type { PluginUi, UiPage } from './plugin-ui.ts';
import { screenFolder, screenOf } from './screen-address.ts';

/** What is wrong at a place of the manifest. */
export type ReferenceFault = {
  readonly path: readonly (string | number)[];
  readonly message: string;
};

type Wanted = 'table' | 'detail' | 'a form that creates' | 'a form that edits' | 'list or new';

/** Checks what a manifest's pages say of one another: names are unique, and lead to pages of the right kind. */
export function checkReferences(plugin: string, ui: PluginUi): readonly ReferenceFault[] {
  const pages = new Map(ui.pages.map((page) => [page.name, page]));
  const lead = (path: ReferenceFault['path'], name: string | undefined, wanted: Wanted) => {
    const fault = name === undefined ? null : faultOf(pages.get(name), wanted);
    return fault === null ? [] : [{ path: ['ui', ...path], message: `${name} ${fault}` }];
  };
  return [
    ...doubled('pages', ui.pages),
    ...doubled('widgets', ui.widgets),
    ...ui.navigation.flatMap(({ path }, at) => linkFaults(plugin, pages, path, at)),
    ...ui.pages.flatMap((page, at) => {
      const here = (key: string) => ['pages', at, key];
      if (page.kind === 'form') return lead(here('next'), page.next, 'table');
      return [
        ...lead(here('edit'), page.edit, 'a form that edits'),
        ...(page.kind === 'table' ? lead(here('detail'), page.detail, 'detail') : []),
        ...(page.kind === 'table' ? lead(here('create'), page.create, 'a form that creates') : []),
      ];
    }),
    ...ui.widgets.flatMap((widget, at) =>
      widget.kind === 'table' ? lead(['widgets', at, 'page'], widget.page, 'table') : [],
    ),
  ];
}

function linkFaults(
  plugin: string,
  pages: ReadonlyMap<string, UiPage>,
  path: string,
  at: number,
): readonly ReferenceFault[] {
  if (path !== '/x' && !path.startsWith('/x/')) return [];
  const place = ['ui', 'navigation', at, 'path'];
  const screen = screenOf(path);
  const folder = screenFolder(plugin);
  if (screen?.folder !== folder) {
    return [{ path: place, message: `must be /x/${folder}/ and the name of a page` }];
  }
  const fault = faultOf(pages.get(screen.page), 'list or new');
  return fault === null ? [] : [{ path: place, message: `${screen.page} ${fault}` }];
}

function faultOf(page: UiPage | undefined, wanted: Wanted): string | null {
  if (!page) return 'is not a page of this plugin';
  const isEditing = page.kind === 'form' && page.load !== undefined;
  const fits: Record<Wanted, boolean> = {
    table: page.kind === 'table',
    detail: page.kind === 'detail',
    'a form that creates': page.kind === 'form' && !isEditing,
    'a form that edits': isEditing,
    'list or new': page.kind === 'table' || (page.kind === 'form' && !isEditing),
  };
  if (fits[wanted]) return null;
  return wanted === 'list or new' ? 'needs an id, so no link leads to it' : `is not ${wanted}`;
}

function doubled(
  list: 'pages' | 'widgets',
  items: readonly { readonly name: string }[],
): readonly ReferenceFault[] {
  const names = items.map(({ name }) => name);
  return names.flatMap((name, at) =>
    names.indexOf(name) < at ? [{ path: ['ui', list, at, 'name'], message: 'is there twice' }] : [],
  );
}
