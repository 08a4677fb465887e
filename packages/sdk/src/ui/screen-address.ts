/** The plugin's part of its pages' addresses: `plugin-notes` is at `/x/notes`. */
export function screenFolder(plugin: string): string {
  return plugin.replace(/^plugin-/, '');
}

/** The page's name in an address such as `/x/notes/list`; null for a page the web client brings itself. */
export function screenOf(path: string): { readonly folder: string; readonly page: string } | null {
  const [, folder, page] = /^\/x\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  return folder && page ? { folder, page } : null;
}
