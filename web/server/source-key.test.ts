import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

  it('ends the process that builds when it is aborted', async () => {
    const pidFile = join(root, 'pid');
    await writeFile(join(root, 'web/src/generated/graphql.ts'), '');
    await mkdir(join(root, 'web/scripts'));
    await writeFile(
      join(root, 'web/scripts/build.mjs'),
      `import { renameSync, writeFileSync } from 'node:fs';
      writeFileSync('pid.new', String(process.pid));
      renameSync('pid.new', 'pid');
      setInterval(() => {}, 60_000);`,
    );
    const over = new AbortController();
    const build = buildWeb({ root, dataFolder: join(root, 'data'), signal: over.signal });
    const refused = expect(build).rejects.toThrow('did not build');
    while (!(await isThere(pidFile))) await new Promise((resolve) => setImmediate(resolve));
    over.abort();
    await refused;
    const pid = Number(await readFile(pidFile, 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('says what to run when the operations were not generated', async () => {
    await expect(buildWeb({ root, dataFolder: join(root, 'data') })).rejects.toThrow(
      'npm run generate',
    );
  });
});

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
