import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../packages/sdk/src/events/testing/wait-until.ts';
import { ask, signIn } from '../../scripts/clone/graphql-client.ts';
import { type Platform, startPlatform } from '../web/platform.ts';
import { type HotFolder, makeHotFolder } from './support/hot-folder.ts';
import { startSteadyLoad } from './support/steady-load.ts';

const PATIENCE_MS = 120_000;
const FIELDS = 'nombre:String, precio:Money, stock:Int';
const LIST = '{ productos { totalCount nodes { nombre precio stock } } }';
const CREATE = `mutation ($input: CreateProductoInput!) {
  createProducto(input: $input) { producto { id nombre createdBy { name } } }
}`;
const INPUT = { nombre: 'Silla', precio: { amount: '12.50', currency: 'EUR' }, stock: 3 };

describe.each(['start', 'dev'] as const)('a plugin’s folder under npm run %s', (script) => {
  let platform: Platform;
  let folder: HotFolder;
  let load: ReturnType<typeof startSteadyLoad>;
  const tokens = { admin: '', viewer: '' };

  beforeAll(async () => {
    folder = makeHotFolder();
    platform = await startPlatform({ GESTAS_EXTRA_PLUGINS: folder.plugins }, script);
    tokens.admin = await signIn(platform.routerUrl, 'admin@demo.test');
    tokens.viewer = await signIn(platform.routerUrl, 'viewer@demo.test');
    load = startSteadyLoad(platform.routerUrl, tokens.viewer, 1);
  }, 300_000);
  afterAll(async () => {
    await load?.end();
    await platform?.stop();
    folder.remove();
  }, 60_000);

  const asAdmin = <Data>(query: string, variables = {}) =>
    ask<Data>(platform.routerUrl, tokens.admin, query, variables);
  const answers = (query: string) =>
    waitUntil(() => asAdmin(query).then(Boolean, () => false), PATIENCE_MS).catch((error) => {
      throw new Error(platform.output().slice(-4_000), { cause: error });
    });
  const isRefused = (query: string, code: string) =>
    waitUntil(
      () =>
        asAdmin(query).then(
          () => false,
          (error) => String(error).includes(code),
        ),
      PATIENCE_MS,
    );
  const says = (text: string, times = 1) =>
    waitUntil(() => platform.output().split(text).length > times, PATIENCE_MS).catch((error) => {
      throw new Error(`not said: ${text}\n${platform.output().slice(-4_000)}`, { cause: error });
    });

  it('is in the graph when it appears, with its permissions, for who may use it', async () => {
    const printed = await folder.create('productos', FIELDS);
    expect(printed).toContain('plugin-productos');
    await answers(LIST);
    await asAdmin(CREATE, { input: INPUT });
    expect(await asAdmin(LIST)).toEqual({ productos: { totalCount: 1, nodes: [INPUT] } });
    const { permissions } = await asAdmin<{ permissions: { name: string }[] }>(
      '{ permissions { name } }',
    );
    expect(permissions.map(({ name }) => name)).toContain('productos:producto:create');
    const asViewer = ask(platform.routerUrl, tokens.viewer, LIST);
    await expect(asViewer).rejects.toThrow('FORBIDDEN');
    await says('mounted plugin-productos');
  }, 300_000);

  it('is upgraded when it changes, and keeps its rows', async () => {
    folder.edit('productos/schema.graphql', (text) =>
      text.replace('  stock: Int!\n', '  stock: Int!\n  etiqueta: String!\n'),
    );
    folder.edit('productos/src/resolvers/producto.ts', (text) =>
      text.replace('createdBy:', 'etiqueta: ({ nombre }) => nombre.toUpperCase(),\n  createdBy:'),
    );
    const query = '{ productos { nodes { etiqueta } } }';
    await answers(query);
    expect(await asAdmin(query)).toEqual({ productos: { nodes: [{ etiqueta: 'SILLA' }] } });
    await says('upgraded plugin-productos');
  }, 300_000);

  it('says why it is broken, while what was there before serves on', async () => {
    const file = 'productos/src/index.ts';
    folder.edit(file, (text) => `throw new Error('no luck');\n${text}`);
    await says('Error: no luck (src/index.ts:1)');
    folder.edit('productos/manifest.json', (text) => text.replace('"0.1.0"', '"soon"'));
    await says('manifest.json is not valid: version: must be a semantic version');
    expect(await asAdmin(LIST)).toMatchObject({ productos: { totalCount: 1 } });
    folder.edit('productos/manifest.json', (text) => text.replace('"soon"', '"0.1.1"'));
    folder.edit(file, (text) => text.replace(/^.*\n/, ''));
    await says('upgraded plugin-productos', 2);
    expect(await asAdmin(LIST)).toMatchObject({ productos: { totalCount: 1 } });
  }, 300_000);

  it('that the graph refuses says so, and disturbs nobody', async () => {
    folder.edit('productos/schema.graphql', (text) => `${text}\ntype Post { id: ID! }\n`);
    await says('the graph refuses plugin-productos');
    expect(await asAdmin(LIST)).toMatchObject({ productos: { totalCount: 1 } });
    folder.edit('productos/schema.graphql', (text) => text.replace(/\ntype Post .*\n/, ''));
    await says('upgraded plugin-productos', 3);
  }, 300_000);

  it('leaves the graph when it goes, and nothing failed all the while', async () => {
    folder.drop('productos');
    await isRefused(LIST, 'GRAPHQL_VALIDATION_FAILED');
    await says('removed plugin-productos');
    const { plugins } = await asAdmin<{ plugins: { name: string }[] }>('{ plugins { name } }');
    expect(plugins.map(({ name }) => name)).not.toContain('plugin-productos');
    const { failures, queries } = await load.end();
    expect(failures).toEqual([]);
    expect(queries).toBeGreaterThan(10);
  }, 300_000);
});
