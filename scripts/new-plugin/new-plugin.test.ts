import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { newPlugin } from './new-plugin.ts';

const root = mkdtempSync(join(tmpdir(), 'gestas-new-plugin-'));
const into = join(root, 'plugins');
afterAll(() => rmSync(root, { recursive: true, force: true }));

const write = (name: string, more: { fields?: string; entity?: string } = {}) =>
  newPlugin({ name, into, beside: ['subgraphs'], ...more });

describe('a new plugin', () => {
  it('is a whole folder with its generated code', async () => {
    const { folder, manifest } = await write('productos', {
      fields: 'nombre:String, precio:Money, stock:Int, creador:User?',
    });
    expect(folder).toBe(join(into, 'productos'));
    expect(manifest).toMatchObject({ name: 'plugin-productos', database: { schema: 'productos' } });
    for (const file of [
      'package.json',
      'Dockerfile',
      'README.md',
      'src/index.ts',
      'src/generated/resolver-types.ts',
      'src/generated/prisma/client.ts',
      'test/productos.test.ts',
    ]) {
      expect([file, existsSync(join(folder, file))]).toEqual([file, true]);
    }
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(
      readFileSync('subgraphs/_template/Dockerfile', 'utf8').replaceAll('_template', 'productos'),
    );
  });

  it.each([
    ['productos', {}, 'There is a plugin plugin-productos in the folder productos'],
    ['auth', {}, 'There is a plugin plugin-auth in the folder auth'],
    ['posts', {}, 'plugin-cms owns Post, PostEdge, PostConnection, CreatePostInput and'],
    ['staff', { entity: 'User' }, /plugin-system owns .* or a type by --entity/],
  ])('%s is refused when its names are taken, and not written', async (name, more, message) => {
    const before = readdirSync(into);
    await expect(write(name, more)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(message),
    });
    expect(readdirSync(into)).toEqual(before);
  });

  it('is not written when a field has no known type', async () => {
    await expect(write('widgets', { fields: 'colour:Paint' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/"colour: Paint": there is no such type; .*User/),
    });
    expect(existsSync(join(into, 'widgets'))).toBe(false);
  });
});
