import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildWeb } from './build-web.ts';
import { sourceKey } from './source-key.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gestas-key-'));
  await mkdir(join(root, 'web/src/generated'), { recursive: true });
  await writeFile(join(root, 'web/src/main.tsx'), 'one');
  await writeFile(join(root, 'supergraph.graphql'), 'type Query');
});

afterEach(() => rm(root, { recursive: true }));

describe('sourceKey', () => {
  it('changes with a source, a new file, the supergraph and the variant', async () => {
    const keys = [await sourceKey(root, 'memory'), await sourceKey(root, 'localStorage')];
    await writeFile(join(root, 'web/src/main.tsx'), 'two');
    keys.push(await sourceKey(root, 'memory'));
    await writeFile(join(root, 'web/src/more.ts'), '');
    keys.push(await sourceKey(root, 'memory'));
    await writeFile(join(root, 'supergraph.graphql'), 'type Query { a: Int }');
    keys.push(await sourceKey(root, 'memory'));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('does not change with tests and generated files', async () => {
    const before = await sourceKey(root, 'memory');
    await writeFile(join(root, 'web/src/main.test.ts'), 'test');
    await writeFile(join(root, 'web/src/generated/graphql.ts'), 'made');
    expect(await sourceKey(root, 'memory')).toBe(before);
  });
});

describe('buildWeb', () => {
  it('uses a build that exists and does nothing else', async () => {
    const dataFolder = join(root, 'data');
    const key = (await sourceKey(root, 'memory')).slice(0, 16);
    await mkdir(join(dataFolder, 'web', key), { recursive: true });
    await writeFile(join(dataFolder, 'web', key, 'index.html'), '');
    const told: string[] = [];
    const built = await buildWeb({ root, dataFolder, onProgress: (message) => told.push(message) });
    expect(built).toEqual({ folder: join(dataFolder, 'web', key), built: false });
    expect(told).toEqual([]);
  });

  it('says what to run when the operations were not generated', async () => {
    await expect(buildWeb({ root, dataFolder: join(root, 'data') })).rejects.toThrow(
      'npm run generate',
    );
  });
});
