import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { listFiles } from './list-files.ts';

/** The names that a file gives to `readEnv`: properties in capitals whose value is a zod type or one of ours. */
function variablesOf(source: string): string[] {
  if (!source.includes('readEnv(')) return [];
  return [
    ...source.matchAll(/(?:^\s*|[{,]\s*)([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*): (?:z\.|[a-z])/gm),
  ].map(([, name]) => name ?? '');
}

const read = listFiles('.')
  .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|(^|\/)(test|testing|bench)\//.test(file))
  .flatMap((file) => variablesOf(readFileSync(file, 'utf8')));

const example = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z0-9_]+)=/gm)].map(
  ([, name]) => name ?? '',
);

describe('.env.example', () => {
  it('names every variable that is read, once, and no other', () => {
    expect([...example].sort()).toEqual([...new Set(read)].sort());
  });
});
