/** Names each file's texts after the folder that holds its `locales`: `../features/cms/locales/es.json` → `cms`. */
export function toResources(
  files: Readonly<Record<string, Record<string, unknown>>>,
): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, texts]) => [path.split('/').at(-3) ?? path, texts]),
  );
}
