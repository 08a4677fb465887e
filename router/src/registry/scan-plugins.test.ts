import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@gestas/sdk';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { scanPlugins } from './scan-plugins.ts';

let folder: string;
const lines: string[] = [];
const logger = createLogger('test', 'error', { write: (line) => void lines.push(line) });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'router-scan-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function plugin(directory: string, text: string) {
  await mkdir(join(folder, directory));
  await writeFile(join(folder, directory, 'manifest.json'), text);
}

const manifest = (name: string, port: number) =>
  JSON.stringify({
    name,
    version: '0.1.0',
    description: 'A plugin.',
    platform: '^0.1.0',
    port,
    database: { schema: 'x' },
    owns: [],
    permissions: [],
    emits: [],
    consumes: [],
  });

it('finds plugins by their manifests, on their effective ports', async () => {
  await plugin('cms', manifest('plugin-cms', 3002));
  await plugin('auth', manifest('plugin-auth', 3004));
  await plugin('floating', manifest('plugin-floating', 0));
  await plugin('_template', manifest('plugin-template', 3009));
  await plugin('broken', '{"name": "plugin-broken"');
  await mkdir(join(folder, 'empty'));
  const plugins = await scanPlugins(folder, 4000, logger);
  expect(plugins.map(({ manifest: { name }, url }) => [name, url])).toEqual([
    ['plugin-auth', 'http://localhost:4004/graphql'],
    ['plugin-cms', 'http://localhost:4002/graphql'],
  ]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('broken');
  await expect(scanPlugins(join(folder, 'nowhere'), 4000, logger)).rejects.toThrow('ENOENT');
});
