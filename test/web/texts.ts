import { readFileSync } from 'node:fs';

type Texts = { readonly [name: string]: string | Texts };

/** Reads the client's texts of a feature: `texts('es', 'system')('role.create')`; `{{name}}` is filled in. */
export function texts(language: string, feature: string) {
  const file = `web/src/features/${feature}/locales/${language}.json`;
  const all: Texts = JSON.parse(readFileSync(file, 'utf8'));
  return (key: string, values: Readonly<Record<string, string>> = {}): string => {
    const found = key
      .split('.')
      .reduce<string | Texts | undefined>(
        (at, name) => (typeof at === 'object' ? at[name] : undefined),
        all,
      );
    if (typeof found !== 'string') throw new Error(`${file} has no text ${key}.`);
    return found.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => values[name] ?? '');
  };
}
