import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { listFiles } from './list-files.ts';

const documents = listFiles('.').filter((file) => file.endsWith('.md'));
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};

const textOf = (file: string) => readFileSync(file, 'utf8');

describe('the documents', () => {
  it.each(documents)('%s links to what exists', (file) => {
    const links = [...textOf(file).matchAll(/\]\(([^)#\s]+)/g)]
      .map(([, link]) => link ?? '')
      .filter((link) => !/^https?:/.test(link));
    const missing = links.filter((link) => !existsSync(normalize(join(dirname(file), link))));
    expect(missing).toEqual([]);
  });

  it.each(documents)('%s names files that exist', (file) => {
    const roots = 'packages|router|subgraphs|web|prisma|scripts|test|docs|bench';
    const paths = [...textOf(file).matchAll(/`([^`\s]+)`/g)]
      .map(([, path]) => path ?? '')
      .filter((path) => new RegExp(`^(${roots})/[\\w./-]+$`).test(path));
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  it.each(documents)('%s names commands that exist', (file) => {
    const commands = [...textOf(file).matchAll(/npm (?:run ([a-z:]+)|(start|test)\b)/g)].map(
      ([, run, short]) => run ?? short ?? '',
    );
    expect(commands.filter((command) => !(command in scripts))).toEqual([]);
  });
});

describe('DEPENDENCIES.md', () => {
  const text = readFileSync('DEPENDENCIES.md', 'utf8');
  const workspaces = [
    'package.json',
    ...listFiles('.').filter((file) => /\/package\.json$/.test(file)),
  ];
  const dependencies = workspaces.flatMap((file) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(file, 'utf8'));
    return Object.entries<string>({ ...dependencies, ...devDependencies });
  });

  it.each([...new Map(dependencies)].filter(([name]) => !name.startsWith('@gestas/')))(
    'gives the reason for %s',
    (name) => {
      const scope = name.split('/')[0];
      expect([name, `${scope}/*`].some((known) => text.includes(`\`${known}\``))).toBe(true);
    },
  );
});
