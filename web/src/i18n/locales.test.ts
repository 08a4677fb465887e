import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const source = fileURLToPath(new URL('..', import.meta.url));
const files = readdirSync(source, { recursive: true }).map(String);
const folders = files.filter((file) => file.endsWith('es.json')).map((file) => join(file, '..'));

/** `{ a: { b: 'x {{y}}' } }` → `['a.b {{y}}']`: each key with what its text fills in. */
function keysOf(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    typeof text === 'string'
      ? [`${prefix}${name} ${(text.match(/\{\{\w+\}\}/g) ?? []).sort().join('')}`]
      : keysOf(text, `${prefix}${name}.`),
  );
}

const read = (folder: string, language: string): object =>
  JSON.parse(readFileSync(join(source, folder, `${language}.json`), 'utf8'));

const isSpanishOnly = (key: string) => /_many\b/.test(key);

describe('texts', () => {
  it('are found', () => {
    expect(folders.length).toBeGreaterThan(4);
  });

  it.each(folders)('%s says the same in Spanish and in English', (folder) => {
    const spanish = keysOf(read(folder, 'es')).filter((key) => !isSpanishOnly(key));
    expect(spanish.sort()).toEqual(keysOf(read(folder, 'en')).sort());
  });

  it.each(folders)('%s leaves no text empty', (folder) => {
    for (const language of ['es', 'en']) {
      expect(JSON.stringify(read(folder, language))).not.toContain(':""');
    }
  });
});
