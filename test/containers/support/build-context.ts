import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files that `COPY . .` brings: everything below a folder but what its `.dockerignore` leaves out, sorted. */
export function buildContext(root: string): readonly string[] {
  const patterns = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(toPattern);
  const isLeftOut = (path: string) => patterns.some((pattern) => pattern.test(path));
  const walk = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (isLeftOut(path)) return [];
      return entry.isDirectory() ? walk(path) : [path];
    });
  return walk('').sort();
}

/** Docker's patterns are rooted; `**` stands for any folders, `*` for anything within one name. */
function toPattern(line: string): RegExp {
  const parts = line
    .replace(/^\/|\/$/g, '')
    .split(/(\*\*\/|\*)/)
    .map((part) => {
      if (part === '**/') return '(?:.*/)?';
      return part === '*' ? '[^/]*' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
    });
  return new RegExp(`^${parts.join('')}$`);
}
