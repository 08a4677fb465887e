import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { listFolders, NEEDED, readFolderState } from './folder-state.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'gestas-folders-')));
const folder = join(root, 'a');
beforeEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text = '') {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

describe('the state of a folder', () => {
  it('says what is missing', () => {
    expect(readFolderState(folder).missing).toEqual(NEEDED);
    write('schema.graphql');
    write('src/index.ts');
    expect(readFolderState(folder).missing).toEqual(['manifest.json']);
    write('manifest.json');
    expect(readFolderState(folder).missing).toEqual([]);
  });

  it.each([
    'manifest.json',
    'src/deep/inside.ts',
    'prisma/migrations/1_a/migration.sql',
    'src/env.ts',
  ])('changes with %s', (file) => {
    const before = readFolderState(folder).signature;
    write(file);
    const between = readFolderState(folder).signature;
    write(file, 'more');
    expect(new Set([before, between, readFolderState(folder).signature]).size).toBe(3);
  });

  it.each([
    'README.md',
    'src/generated/a.ts',
    'node_modules/a/index.js',
    'src/a.test.ts',
    'test/a.ts',
    '.git/x',
  ])('does not change with %s', (file) => {
    const before = readFolderState(folder).signature;
    write(file);
    expect(readFolderState(folder).signature).toBe(before);
  });
});

it('lists the folders of a root, except those that are no plugins’', () => {
  for (const name of ['b', '_template', '.git', 'node_modules']) mkdirSync(join(root, name));
  writeFileSync(join(root, 'file'), '');
  symlinkSync(join(root, '_template'), join(root, 'c'));
  expect(listFolders(root)).toEqual([join(root, 'b'), join(root, '_template')]);
  expect(listFolders(join(root, 'nowhere'))).toEqual([]);
});
