import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { clientBudgets, type Manifest, measureBundles } from '../../web/scripts/measure-bundles.ts';
import { buildClient } from './client-build.ts';

describe('the script of the built client', () => {
  it('keeps every budget', async () => {
    const folder = await buildClient();
    const manifest: Manifest = JSON.parse(
      readFileSync(join(folder, '.vite/manifest.json'), 'utf8'),
    );
    const sizeOf = (file: string) => gzipSync(readFileSync(join(folder, file))).length;
    const measures = measureBundles(manifest, clientBudgets(manifest), sizeOf);
    const table = measures.map(({ name, bytes, limit }) => `${bytes} of ${limit} bytes: ${name}`);
    process.stdout.write(`${table.join('\n')}\n`);
    expect(measures.filter(({ isKept }) => !isKept)).toEqual([]);
    expect(measures.length).toBeGreaterThan(5);
  }, 120_000);
});
