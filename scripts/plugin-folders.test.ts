import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { sampleManifest } from '../packages/sdk/src/registry/testing/sample-manifest.ts';
import { readPluginFolders } from './plugin-folders.ts';

const root = mkdtempSync(join(tmpdir(), 'gestas-folders-'));
afterAll(() => rmSync(root, { recursive: true }));

function put(name: string, environment: readonly string[]): void {
  mkdirSync(join(root, name), { recursive: true });
  const database = { schema: name, reads: [], publishes: {} };
  const manifest = sampleManifest({
    name: `plugin-${name}`,
    environment: [...environment],
    database,
  });
  writeFileSync(join(root, name, 'manifest.json'), JSON.stringify(manifest));
}

describe('the folders of plugins', () => {
  it('are those with a manifest', () => {
    put('a', ['STRIPE_KEY']);
    put('b', []);
    mkdirSync(join(root, 'none'));
    expect(readPluginFolders(root).map(({ manifest }) => manifest.name)).toEqual([
      'plugin-a',
      'plugin-b',
    ]);
  });

  it.each(['DATABASE_URL', 'STRIPE_KEY', 'A_SECRET'])(
    'are refused, before anything runs, when one asks for %s',
    (variable) => {
      put('b', [variable]);
      expect(() => readPluginFolders(root)).toThrow(new RegExp(`/b: VARIABLE_\\w+: .*${variable}`));
    },
  );
});
