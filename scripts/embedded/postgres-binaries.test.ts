import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyBinaries, linkLibraries, postgresPackage } from './postgres-binaries.ts';

let root: string;
let native: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gestas-binaries-'));
  native = join(root, 'native');
  mkdirSync(join(native, 'lib'), { recursive: true });
  writeFileSync(join(native, 'lib/libpq.so.5.18'), 'a library');
  writeFileSync(
    join(native, 'pg-symlinks.json'),
    JSON.stringify([
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
    ]),
  );
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('postgresPackage', () => {
  it('finds the programs of PostgreSQL 18 for this system', () => {
    const { folder, version } = postgresPackage();
    expect(version).toMatch(/^18\./);
    expect(readdirSync(join(folder, 'bin'))).toEqual(
      expect.arrayContaining(['initdb', 'postgres']),
    );
  });
});

describe('linkLibraries', () => {
  it('makes the links an install without scripts lacks, and leaves those that are there', () => {
    symlinkSync('libpq.so.5.18', join(native, 'lib/libpq.so'));
    linkLibraries(native);
    linkLibraries(native);
    for (const name of ['libpq.so', 'libpq.so.5']) {
      expect(readlinkSync(join(native, 'lib', name))).toBe('libpq.so.5.18');
      expect(readFileSync(join(native, 'lib', name), 'utf8')).toBe('a library');
    }
  });

  it('mends a link that leads nowhere', () => {
    symlinkSync('libpq.so.5.17', join(native, 'lib/libpq.so'));
    linkLibraries(native);
    expect(readFileSync(join(native, 'lib/libpq.so'), 'utf8')).toBe('a library');
  });

  it('has nothing to do for a system without a list', () => {
    rmSync(join(native, 'pg-symlinks.json'));
    linkLibraries(native);
    expect(readdirSync(join(native, 'lib'))).toEqual(['libpq.so.5.18']);
  });
});

describe('copyBinaries', () => {
  it('copies with links, once', () => {
    const target = join(root, 'copy');
    copyBinaries(native, target);
    expect(lstatSync(join(target, 'lib/libpq.so')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(target, 'lib/libpq.so'), 'utf8')).toBe('a library');
    writeFileSync(join(native, 'lib/libpq.so.5.18'), 'another');
    copyBinaries(native, target);
    expect(readFileSync(join(target, 'lib/libpq.so'), 'utf8')).toBe('a library');
  });

  it('leaves no half copy of a killed start in the way', () => {
    const target = join(root, 'copy');
    mkdirSync(`${target}.${process.pid}.partial/half`, { recursive: true });
    copyBinaries(native, target);
    expect(existsSync(join(target, 'half'))).toBe(false);
    expect(readdirSync(root).sort()).toEqual(['copy', 'native']);
  });
});
