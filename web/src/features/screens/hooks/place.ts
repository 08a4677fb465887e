import type { UiPage } from '@gestas/sdk';

/** Where a page is: among which others, and at which addresses they are. */
export type Place = {
  /** The page of a name; undefined when there is none, or none that the viewer may see. */
  pageOf(name: string | undefined): UiPage | undefined;
  addressOf(page: string, id?: string): string;
  /** Where one goes from a form: the page it names, else the plugin's first table. */
  afterOf(next: string | undefined): string;
};

/** The place of a plugin's pages. */
export function placeOf(plugin: string, pages: readonly UiPage[]): Place {
  const addressOf = (page: string, id?: string) =>
    ['', 'x', plugin, page, ...(id === undefined ? [] : [id])].map(encodeURIComponent).join('/');
  return {
    pageOf: (name) => pages.find((page) => page.name === name),
    addressOf,
    afterOf(next) {
      const table = pages.find(({ kind, name }) =>
        next === undefined ? kind === 'table' : name === next,
      );
      return table ? addressOf(table.name) : '/';
    },
  };
}
